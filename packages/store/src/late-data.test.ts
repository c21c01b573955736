import { costOf } from "@promptprof/model";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callWith, DAY, received } from "./call-with.case.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { storeOn } from "./engine-store.ts";
import type { Engine } from "./engine.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const NOW = Date.now();

let engine: Engine;
let store: Store;
beforeAll(async () => {
  engine = await openEmbeddedEngine(temporaryFolder());
  store = await storeOn(engine);
});
afterAll(() => engine.close());

/** A call of that age that comes in with an insert, or a new price for all that are there by then. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ ageHours: fc.nat({ max: 7 * 24 }), lateHours: fc.nat({ max: 7 * 24 }) }),
  },
  { weight: 1, arbitrary: fc.record({ price: fc.nat({ max: 1e6 }) }) },
);

/** Calls, tokens and cost of a project by a table. */
async function sums(table: string, project: string): Promise<readonly unknown[]> {
  const sql = `SELECT sum(calls), sum(count_cost), sum(input_tokens), sum(sum_cost) FROM ${table} WHERE project = {project:String}`;
  const [row] = await engine.query({ sql, parameters: { project } });
  return (row ?? []).map(Number);
}

async function exactSums(project: string): Promise<readonly unknown[]> {
  const stored = await store.storedCalls({ project, from: 0, to: NOW, after: null, limit: 1000 });
  const costs = stored.flatMap(({ call }) => call.costNanoUsd?.total ?? []);
  const tokens = stored.map(({ call }) => call.inputTokens ?? 0);
  return [stored.length, costs.length, sum(tokens), sum(costs)];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

let world = 0;

test("calls that come days late in any order, between new prices, leave every rollup equal to the calls", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const project = `world ${++world}`;
      for (const one of steps) {
        if ("price" in one) await priceAnew(project, one.price);
        else {
          const startTime = NOW - one.ageHours * 3_600_000 - 1;
          const batch = (startTime + one.lateHours * 3_600_000) * 1000;
          await store.insert(received([callWith({ project, startTime, inputTokens: one.lateHours })], batch));
        }
      }
      const exact = await exactSums(project);
      for (const table of ["rollup_minute", "rollup_hour", "rollup_day", "rollup_week"]) {
        expect(await sums(table, project)).toEqual(exact);
      }
    }),
    { numRuns: 3, seed: 11, endOnFailure: true },
  );
}, 120_000);

async function priceAnew(project: string, price: number): Promise<void> {
  const stored = await store.storedCalls({ project, from: 0, to: NOW + DAY, after: null, limit: 1000 });
  const costNanoUsd =
    price % 3 === 0 ? null : costOf({ input: price, cacheRead: 1, cacheWrite: 2, output: 3 });
  await store.correctPrices(
    stored.map((one) => ({ received: one, price: { costNanoUsd, pricing: one.call.pricing, notes: [] } })),
  );
}
