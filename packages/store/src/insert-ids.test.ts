import { costOf } from "@promptprof/model";
import { expect, test } from "vitest";
import { callWith, DAY, HOUR, received, YESTERDAY } from "./call-with.case.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { engineWith } from "./engine-with.case.ts";
import { storeOn } from "./engine-store.ts";
import type { Engine } from "./engine.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const NOW = Date.now();
const RANGE = { from: NOW - DAY, to: NOW + DAY, after: null, limit: 10 };

/** The engine as a process finds it whose predecessor was killed. */
function afterKill(engine: Engine): Engine {
  return engineWith(engine, { mayHoldCutInsert: true });
}

test("an insert that a crash cut after the clock went back is the one that is applied again", async () => {
  const engine = await openEmbeddedEngine(temporaryFolder());
  const before = await storeOn(engine, { now: () => NOW });
  await before.insert(received([callWith()]));
  const back = { now: () => NOW - HOUR, singleCallsMax: -1 };
  const cut = await storeOn(engine, back);
  await engine.execute("ALTER TABLE rollup_day ADD CONSTRAINT refuses_all CHECK calls = 0");
  await expect(cut.insert(received([callWith()]))).rejects.toThrow("refuses_all");
  await engine.execute("ALTER TABLE rollup_day DROP CONSTRAINT refuses_all");
  const store = await storeOn(afterKill(engine), back);
  expect((await store.totals({ from: YESTERDAY, to: YESTERDAY + DAY })).current.calls).toBe(2);
  await engine.close();
});

test("the later correction of a price holds, whatever the clock does between two starts", async () => {
  const engine = await openEmbeddedEngine(temporaryFolder());
  const first = await storeOn(engine, { now: () => NOW });
  await first.insert(received([callWith({ startTime: NOW - HOUR })]));
  await correctAll(first, 1000);
  const second = await storeOn(engine, { now: () => NOW - HOUR });
  await correctAll(second, 3000);
  const [stored] = await second.storedCalls(RANGE);
  expect(stored?.call.costNanoUsd?.total).toBe(3000);
  await engine.close();
});

async function correctAll(store: Store, input: number): Promise<void> {
  const costNanoUsd = costOf({ input, cacheRead: 0, cacheWrite: 0, output: 0 });
  const pricing = { status: "priced", row: "own", effectiveFrom: null, reason: null } as const;
  const calls = await store.storedCalls(RANGE);
  await store.correctPrices(
    calls.map((call) => ({ received: call, price: { costNanoUsd, pricing, notes: [] } })),
  );
}
