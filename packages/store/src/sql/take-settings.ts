import { availableParallelism } from "node:os";
import { sqlError } from "./sql-error.ts";

const MIB = 2 ** 20;

/** Bounds of one statement. */
const LIMITS = {
  /** Seconds; whoever waits for another's statement waits no longer than that. */
  executionTime: 60,
  /** Half of what the whole server may have. */
  memoryBytes: 768 * MIB,
  resultRows: 10_000_000,
  /** Of an answer that comes whole and lies in memory meanwhile, as the engine counts the bytes of columns. */
  wholeResultBytes: 64 * MIB,
  streamedResultBytes: 4096 * MIB,
  /** Rows of a block, and so of a chunk that is sent: the engine's own default. */
  blockRows: 65_409,
};

/** What may be asked for up to a bound, and holds where nothing or more is asked for. 0 is the engine's word for no bound. */
function bounds(streams: boolean): Readonly<Record<string, number>> {
  return {
    max_execution_time: LIMITS.executionTime,
    max_memory_usage: LIMITS.memoryBytes,
    max_result_rows: LIMITS.resultRows,
    max_result_bytes: streams ? LIMITS.streamedResultBytes : LIMITS.wholeResultBytes,
    max_block_size: LIMITS.blockRows,
    // The server's own questions and its writer need the rest.
    max_threads: Math.max(1, Math.floor(availableParallelism() / 2)),
  };
}

/** How rows are written, compared and cut off: nothing that reaches outside the statement. */
const OPEN =
  /^(?:output_format_(?!schema)\w+|date_time_\w+|join_\w+|optimize_\w+|format_csv_\w+|bool_\w+_representation|session_timezone|limit|offset|extremes|final|group_by_\w+|totals_\w+|union_default_mode|transform_null_in|any_join_distinct_right_table_keys|aggregate_functions_null_for_empty|cast_\w+|prefer_column_name_to_alias|short_circuit_function_evaluation|max_(?:rows|bytes)_(?:to_read|to_group_by|to_sort|in_distinct|in_join|in_set)|(?:read|result|timeout|sort|distinct|join|set)_overflow_mode|group_by_overflow_mode|min_execution_speed|timeout_before_checking_execution_speed)$/;

/** What clients send by habit and what changes nothing here: for writers, for networks, for logs. */
const UNUSED =
  /^(?:input_format_\w+|insert_\w+|async_insert\w*|wait_for_async_insert\w*|max_insert_\w+|deduplicate_\w+|(?:http|send|receive|connect)_\w*timeout\w*|connect_timeout|log_\w+|use_query_cache|use_uncompressed_cache|enable_analyzer|allow_experimental_\w+|max_query_size|max_concurrent_queries_for_user|max_estimated_execution_time|cancel_http_readonly_queries_on_client_close|send_progress_in_http_headers|http_\w+|enable_http_compression|add_http_cors_header|wait_end_of_query|network_\w+|priority|load_balancing|skip_unavailable_shards|distributed_\w+|insert_distributed_sync|mutations_sync|alter_sync|select_sequential_consistency|parallel_view_processing|max_partitions_per_insert_block)$/;

/**
 * The settings under which a statement runs.
 *
 * @param given as clients write them
 * @param known all settings that the engine has
 * @param streams whether the answer goes out while it is computed
 * @throws SqlError UNKNOWN_SETTING or READONLY
 */
export function takeSettings(
  given: Readonly<Record<string, string>>,
  known: ReadonlySet<string>,
  streams: boolean,
): Readonly<Record<string, string>> {
  const bounded = bounds(streams);
  const taken: Record<string, string> = {};
  for (const [name, bound] of Object.entries(bounded)) taken[name] = String(clamp(name, given[name], bound));
  for (const [name, value] of Object.entries(given)) {
    if (name in bounded || UNUSED.test(name) || isReadonly(name, value)) continue;
    if (!known.has(name)) throw sqlError(115, `Unknown setting '${name}'`);
    if (!OPEN.test(name)) throw sqlError(164, `Cannot modify '${name}' setting in readonly mode`);
    taken[name] = value;
  }
  return taken;
}

function isReadonly(name: string, value: string): boolean {
  return name === "readonly" && (value === "1" || value === "2");
}

function clamp(name: string, text: string | undefined, bound: number): number {
  if (text === undefined) return bound;
  const value = Number(text.replace(/^auto.*$/, "0"));
  if (!Number.isFinite(value) || value < 0) {
    throw sqlError(36, `${name}: got ${text}; a number from 1 to ${bound} would be right`);
  }
  return value === 0 ? bound : Math.min(value, bound);
}
