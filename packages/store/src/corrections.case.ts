import { costOf, type Call } from "@promptprof/model";
import { expect, test } from "vitest";
import { callWith, DAY, HOUR, received, UNKNOWN, YESTERDAY } from "./call-with.case.ts";
import type { CallSelection, PriceCorrection, ReceivedCall, Store, StoredLedger } from "./store.ts";

const NEW_COST = costOf({ input: 7_000_000, cacheRead: 30_000, cacheWrite: 5, output: 900_000 });
const NEW_PRICE: PriceCorrection["price"] = {
  costNanoUsd: NEW_COST,
  pricing: { status: "priced", row: "config/mine", effectiveFrom: "2026-01-01", reason: null },
  notes: [],
};
const NO_PRICE: PriceCorrection["price"] = {
  costNanoUsd: null,
  pricing: { status: "unpriced", row: null, effectiveFrom: null, reason: "unknown_model" },
  notes: ["tokens_as_text"],
};

function rangeOf(project: string): CallSelection {
  return { project, from: YESTERDAY, to: YESTERDAY + DAY };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** Corrections of prices: the calls keep their rows, and every answer follows. */
export function correctionCases(store: () => Store): void {
  const storedOf = (project: string): Promise<readonly ReceivedCall[]> =>
    store().storedCalls({ project, from: YESTERDAY, to: YESTERDAY + DAY, after: null, limit: 1000 });
  const correctAll = async (project: string, price: PriceCorrection["price"]): Promise<void> =>
    store().correctPrices((await storedOf(project)).map((call) => ({ received: call, price })));

  test("a corrected call shows its new price, and the newest of several", async () => {
    const project = "corrected";
    const call = callWith({ project });
    await store().insert(received([call]));
    await correctAll(project, NO_PRICE);
    await correctAll(project, NEW_PRICE);
    const page = await store().calls({ ...rangeOf(project), limit: 10, cursor: null });
    expect(page.calls).toEqual([{ ...call, ...NEW_PRICE }]);
    const noted = { ...rangeOf(project), limit: 10, cursor: null, note: "tokens_as_text" };
    expect((await store().calls(noted)).calls).toEqual([]);
  });

  test("totals, prompts and series follow a correction and its reversal to the nano-dollar", async () => {
    const project = "followed";
    const calls = [callWith({ project }), callWith({ project, prompt: "other", ...UNKNOWN })];
    await store().insert(received(calls));
    const answers = async (): Promise<unknown> => {
      const range = rangeOf(project);
      const { current } = await store().totals(range);
      const { prompts } = await store().prompts({ ...range, trendPoints: 1 });
      const series = { ...range, metric: "cost", step: HOUR, by: null, top: 1, now: Date.now() } as const;
      const { points } = await store().series(series);
      expect(sum(prompts.map(({ costNanoUsd }) => costNanoUsd.total))).toBe(current.costNanoUsd.total);
      expect(sum(points.map(({ values }) => values["total"] ?? 0))).toBe(current.costNanoUsd.total);
      return { cost: current.costNanoUsd, unpriced: current.unpricedCalls };
    };
    const before = await answers();
    expect(before).toMatchObject({ cost: { total: 960_000 }, unpriced: 1 });
    const originals = await storedOf(project);
    await correctAll(project, NEW_PRICE);
    expect(await answers()).toMatchObject({ cost: { total: 2 * NEW_COST.total }, unpriced: 0 });
    const prices = new Map(originals.map(({ call }) => [call.spanId, call]));
    const back = (await storedOf(project)).map((one) => ({
      received: one,
      price: prices.get(one.call.spanId) ?? NO_PRICE,
    }));
    await store().correctPrices(
      back.map(({ received: one, price }) => ({ received: one, price: priceOf(price) })),
    );
    expect(await answers()).toEqual(before);
  });

  test("the ledger and the unpriced groups follow a correction", async () => {
    const project = "ledger corrected";
    const receivedAt = YESTERDAY - 20 * DAY;
    const call = callWith({ project, ...UNKNOWN, notes: ["possible_duplicate"] });
    await store().insert(received([call], receivedAt * 1000));
    const ledger = (): Promise<StoredLedger> => store().ledger({ from: receivedAt, to: receivedAt + HOUR });
    const unpriced = async (): Promise<number> =>
      (await store().unpriced({ project, from: YESTERDAY, to: YESTERDAY + DAY })).groups.length;
    expect((await ledger()).notes).toEqual({ possible_duplicate: 1 });
    expect(await unpriced()).toBe(1);
    await correctAll(project, NEW_PRICE);
    expect(await ledger()).toMatchObject({ stored: 1, unpriced: {}, notes: {} });
    expect(await unpriced()).toBe(0);
    await correctAll(project, NO_PRICE);
    expect(await ledger()).toMatchObject({
      stored: 1,
      unpriced: { unknown_model: 1 },
      notes: { tokens_as_text: 1 },
    });
    expect(await unpriced()).toBe(1);
  });

  test("all stored calls of a range come page by page, each once, with the prices of now", async () => {
    const project = "pages of stored";
    const calls = Array.from({ length: 25 }, (_, i) =>
      callWith({ project, prompt: `p${i % 3}`, startTime: YESTERDAY + Math.floor(i / 5) }),
    );
    await store().insert(received(calls));
    await store().correctPrices([{ received: received(calls)[7] ?? fail(), price: NEW_PRICE }]);
    const seen: Call[] = [];
    let after: Call | null = null;
    do {
      const page = await store().storedCalls({
        project,
        from: YESTERDAY,
        to: YESTERDAY + DAY,
        after,
        limit: 7,
      });
      seen.push(...page.map(({ call }) => call));
      after = page.at(-1)?.call ?? null;
    } while (after !== null);
    expect(seen.map(({ spanId }) => spanId).toSorted()).toEqual(calls.map(({ spanId }) => spanId).toSorted());
    const corrected = seen.filter(({ pricing }) => pricing.row === "config/mine");
    expect(corrected.map(({ spanId }) => spanId)).toEqual([calls[7]?.spanId]);
  });
}

function priceOf({ costNanoUsd, pricing, notes }: PriceCorrection["price"]): PriceCorrection["price"] {
  return { costNanoUsd, pricing, notes };
}

function fail(): never {
  throw new Error("there are 25 calls");
}
