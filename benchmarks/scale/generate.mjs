import { STEPS } from "./traces.mjs";
import { ZIPF_TABLE } from "./zipf.mjs";

const DAY_MS = 86_400_000;
const SLICE = 1_000_000;
const FIELDS = `
  project environment service team user prompt version prompt_source
  provider operation request_model response_model trace_id span_id start_time duration_us
  ttft_us tpot_us stream attempts http_status error_class finish_reason input_tokens
  cache_read_tokens output_tokens reasoning_tokens token_source cost_input cost_cache_read cost_cache_write cost_output
  pricing_status pricing_row pricing_effective_from segments.path segments.kind segments.hash segments.tokens dialect
  batch writer inserted
`
  .trim()
  .split(/\s+/);

/**
 * Calls of a year that ends at `end`, made inside the engine and inserted through the real views, a million at a time as they
 * would come in time.
 *
 * @param execute runs a statement of the engine
 * @param count   calls of the whole year, which says how dense they are
 * @param days    last days of the year to make; 365 = all of it
 * @param traces  quantile tables of `readTraces`
 * @returns calls that were made
 */
export async function generateCalls(execute, { count, days, end, traces, onSlice }) {
  const begin = Math.floor(count * (1 - days / 365));
  for (let first = begin; first < count; first += SLICE) {
    const rows = Math.min(SLICE, count - first);
    await execute(sliceOf({ first, rows, count, end, traces }));
    onSlice(first + rows - begin);
  }
  return count - begin;
}

export const YEAR_MS = 365 * DAY_MS;

/** Uniform numbers of 32 bits; each needs an argument of its own, or the engine takes them for the same. */
const random = (n) => `rand(${n})`;
const fraction = (n) => `(rand(${n}) / 4294967296)`;
/**
 * A draw from a quantile table, linear between its steps. Several tables stand one behind the other in one list: an `if`
 * between two lists would copy a list for every row.
 */
const drawn = (table, n, which = "0") => {
  const at = `${which} * ${STEPS + 1} + intDiv(rand(${n}), ${2 ** 32 / STEPS})`;
  return `(${table}[1 + ${at}] + (${table}[2 + ${at}] - toInt64(${table}[1 + ${at}])) * ${fraction(n + 100)})`;
};
const list = (values) => `[${values.join(",")}]`;

/** Older calls come as history within so much time, so that none has expired by now. */
const HISTORY_MS = 80 * DAY_MS;

function sliceOf({ first, rows, count, end, traces }) {
  const start = end - YEAR_MS;
  const stepUs = Math.floor((YEAR_MS * 1000) / count);
  return `INSERT INTO calls (${FIELDS.map((name) => `\`${name}\``).join(", ")})
WITH
  ${list(ZIPF_TABLE)} AS zipf,
  ${list(traces.input.flat())} AS inputs, ${list(traces.output.flat())} AS outputs, ${list(traces.tpotUs)} AS tpots,
  ['gpt-5-mini', 'claude-sonnet-4-5', 'gemini-2.5-flash'] AS models,
  ['openai', 'anthropic', 'gcp.gemini'] AS providers,
  [250, 3000, 300] AS input_price, [25, 300, 75] AS cached_price, [2000, 15000, 2500] AS output_price,
  ${start * 1000} + number * ${stepUs} + intDiv(${random(1)}, 16) % ${stepUs} AS started,
  zipf[1 + ${random(2)} % 4096] AS n,
  1 + (n + if(${random(3)} % 10 = 0, 1, 0)) % 3 AS m,
  -- Four versions a year, each rolled out over a tenth of its time.
  1 + least(3, toUInt32(floor(4 * number / ${count} + 0.1 * ${fraction(4)}))) AS v,
  if(${random(5)} % 8 < 7, n % 4, ${random(6)} % 4) AS team_number,
  toUInt64(${drawn("inputs", 10, "(n % 2)")}) AS input,
  toUInt64(greatest(1, ${drawn("outputs", 11, "(n % 2)")})) AS output,
  if(${random(7)} % 4 = 0, intDiv(input, 128) * 64, 0) AS cached,
  ${random(8)} % 70 = 0 AS failed,
  toUInt64(${drawn("tpots", 12)}) AS tpot,
  toUInt64(150000 + 30 * input + exp(12.2 + 0.5 * (${fraction(20)} + ${fraction(21)} + ${fraction(22)} - 1.5) * 2)) AS ttft,
  -- The template of a version takes a part that does not change; the rest is what was filled in.
  least(intDiv(input, 2), 100 + 40 * n) AS instructions, intDiv(instructions, 3) AS examples, intDiv(input - instructions, 8) AS tools,
  -- Sixteen processes send what they have every five seconds.
  ${random(9)} % 16 AS sender, intDiv(intDiv(started, 1000) + sender * 311, 5000) * 5000 + 5200 - sender * 311 AS sent_ms,
  sent_ms + greatest(0, intDiv(${end} - toInt64(sent_ms), ${HISTORY_MS})) * ${HISTORY_MS} AS received_ms
SELECT
  'default', if(${random(30)} % 32 = 0, 'staging', 'production'), concat('service-', toString(n % 6)), concat('team-', toString(team_number)),
  lower(hex(cityHash64(${random(31)} % 5000))), concat('prompt-', toString(n)), concat('v', toString(v)), 'named', providers[m],
  'chat', models[m], concat(models[m], '-2026-02-01'), generateUUIDv4(), ${random(32)} * toUInt64(4294967296) + ${random(33)},
  fromUnixTimestamp64Micro(toInt64(started), 'UTC'), ttft + tpot * (output - 1),
  if(failed, NULL, ttft), if(failed OR output < 2, NULL, tpot), true, if(${random(34)} % 50 = 0, 2, 1), if(failed, 429, 200),
  if(failed, 'rate_limit', ''), if(failed, '', 'stop'),
  input, cached, output, 0, 'reported',
  toInt64((input - cached) * input_price[m]), toInt64(cached * cached_price[m]), 0, toInt64(output * output_price[m]),
  'priced', concat(providers[m], '/', models[m]), '2026-01-01',
  ['system/instructions', 'system/examples', 'tools', 'user/question'], ['static', 'static', 'tool', 'variable'],
  [cityHash64(n, v, 1), cityHash64(n, v, 2), cityHash64(n, v, 3), ${random(35)} * toUInt64(4294967296) + ${random(36)}],
  [instructions - examples, examples, tools, input - instructions - tools],
  'promptprof', received_ms * 1000 + sender % 4, 'abcdef01', intDiv(received_ms, 2000) * 2000000
FROM numbers(${first}, ${rows})
SETTINGS max_partitions_per_insert_block = 0, optimize_on_insert = 0, max_block_size = ${SLICE}, max_insert_threads = 1`;
}
