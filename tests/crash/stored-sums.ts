import { openEmbeddedEngine } from "../../packages/store/src/embedded-engine.ts";
import type { Engine } from "../../packages/store/src/engine.ts";

/** Sums over calls; money in nano-dollars. */
export interface Sums {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
}

/** What a store holds, counted from its tables themselves and not by its planner. */
export interface StoredSums {
  readonly raw: Sums;
  /** Different ids of calls: fewer than calls where one is there twice. */
  readonly distinctCalls: number;
  readonly scores: number;
  readonly corrections: number;
  /** By table. */
  readonly rollups: Readonly<Record<string, Sums>>;
  readonly ledgerCalls: number;
  /** The highest number of merges that made a part of `calls`. */
  readonly mergeLevel: number;
}

/** Every call with its newest correction. */
const PRICED = `SELECT c.trace_id, c.span_id, c.input_tokens, c.output_tokens,
  if(p.revision = 0, c.cost_input, p.cost_input) AS cost_input, if(p.revision = 0, c.cost_output, p.cost_output) AS cost_output
  FROM calls AS c LEFT ANY JOIN (
    SELECT * FROM price_corrections ORDER BY revision DESC LIMIT 1 BY trace_id, span_id
  ) AS p ON c.trace_id = p.trace_id AND c.span_id = p.span_id`;

const ROLLUPS = ["rollup_minute", "rollup_hour", "rollup_day", "rollup_week"] as const;

/** Opens the store of a folder that no server serves, and counts. */
export async function sumsOfFolder(dataDir: string): Promise<StoredSums> {
  const engine = await openEmbeddedEngine(dataDir);
  try {
    return await sumsOf(engine);
  } finally {
    await engine.close();
  }
}

export async function sumsOf(engine: Engine): Promise<StoredSums> {
  const [distinctCalls = 0] = await numbers(engine, "SELECT uniqExact(trace_id, span_id) FROM calls");
  const [scores = 0] = await numbers(engine, "SELECT count() FROM scores FINAL");
  const [corrections = 0] = await numbers(engine, "SELECT count() FROM price_corrections");
  const [ledgerCalls = 0] = await numbers(engine, "SELECT sum(n) FROM ledger_calls");
  const [mergeLevel = 0] = await numbers(
    engine,
    "SELECT max(level) FROM system.parts WHERE active AND table = 'calls'",
  );
  const rollups: Record<string, Sums> = {};
  for (const table of ROLLUPS)
    rollups[table] = sumsFrom(
      await numbers(
        engine,
        `SELECT sum(calls), sum(input_tokens), sum(output_tokens), sum(cost_input) + sum(cost_output) FROM ${table}`,
      ),
    );
  const raw = sumsFrom(
    await numbers(
      engine,
      `SELECT count(), sum(input_tokens), sum(output_tokens), sum(cost_input) + sum(cost_output) FROM (${PRICED})`,
    ),
  );
  return { raw, distinctCalls, scores, corrections, rollups, ledgerCalls, mergeLevel };
}

function sumsFrom([calls = 0, inputTokens = 0, outputTokens = 0, cost = 0]: readonly number[]): Sums {
  return { calls, inputTokens, outputTokens, cost };
}

async function numbers(engine: Engine, sql: string): Promise<number[]> {
  const [row = []] = await engine.query({ sql, parameters: {} });
  return row.map(Number);
}
