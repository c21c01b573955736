import { costOf } from "@promptprof/model";
import { describe, expect, test } from "vitest";
import { NO_AMOUNTS } from "./amounts.ts";
import { mergeInvoices } from "./compare/merge-invoices.ts";
import type { InvoiceLine } from "./invoice/invoice-format.ts";
import {
  call,
  causes,
  GPT,
  invoice,
  MINI,
  MON,
  nothingLeft,
  our,
  reconciled,
  sampled,
  theirs,
  TUE,
} from "./reconciled.case.ts";

describe("two sides that agree", () => {
  test("agree exactly, and there is nothing to explain", () => {
    const answer = reconciled(invoice([[MON, theirs()]]), [our()]);
    expect(answer.agreement).toEqual({
      agrees: true,
      gap: 0,
      amount: "inputTokens",
      gaps: { inputTokens: 0, cacheReadTokens: 0, outputTokens: 0, costNanoUsd: 0 },
    });
    expect(answer).toMatchObject({ explanations: [], unexplained: nothingLeft, joined: [], setAside: [] });
    expect(answer.total.gap).toEqual({});
  });

  test("within the tolerance agree, and what is apart is still told", () => {
    const answer = reconciled(invoice([[MON, theirs({ inputTokens: 100_300 })]]), [our()]);
    expect(answer.agreement).toMatchObject({ agrees: true, amount: "inputTokens" });
    expect(answer.agreement.gap).toBeCloseTo(0.00299, 5);
    expect(answer.unexplained.less).toMatchObject({ inputTokens: -300 });
  });

  test("models do not make up for each other: one too much and one too little are two gaps", () => {
    const bill = invoice([
      [MON, theirs()],
      [MON, theirs({ model: MINI })],
    ]);
    const rows = [our({ inputTokens: 110_000 }), our({ model: MINI, inputTokens: 90_000 })];
    expect(reconciled(bill, rows).agreement).toMatchObject({
      agrees: false,
      gap: 0.1,
      amount: "inputTokens",
    });
    // By day they do, and the table by day is what was asked for.
    expect(reconciled(bill, rows, { question: { by: ["day"] } }).agreement.agrees).toBe(true);
  });

  test("something against nothing is a gap of all of it and not a division by zero", () => {
    const bill = invoice([
      [MON, theirs({ inputTokens: 0, cacheReadTokens: 0, outputTokens: 0, costNanoUsd: 0 })],
    ]);
    const answer = reconciled(bill, [our()]);
    expect(answer.agreement).toMatchObject({ agrees: false, gap: 1 });
    expect(answer.rows[0]?.worst?.relative).toBeNull();
  });
});

describe("what one side lacks", () => {
  test("is a day, where we have no call at all", () => {
    const bill = invoice([
      [MON, theirs()],
      [TUE, theirs()],
    ]);
    const answer = reconciled(bill, [our()]);
    expect(answer.explanations).toMatchObject([
      {
        cause: "missing_day",
        certainty: "shown",
        days: [TUE],
        amounts: { requests: -100, inputTokens: -100_000, outputTokens: -20_000, costNanoUsd: -400_000_000 },
      },
    ]);
    expect(answer).toMatchObject({ agreement: { agrees: false, gap: 0.5 }, unexplained: nothingLeft });
  });

  test("is a model that no call names, or names on other days only", () => {
    const bill = invoice([
      [MON, theirs()],
      [MON, theirs({ model: "o3" })],
      [MON, theirs({ model: MINI })],
      [TUE, theirs({ model: MINI })],
    ]);
    const answer = reconciled(bill, [our(), our({ model: MINI, day: TUE }), our({ day: TUE })]);
    expect(answer.explanations.map(({ cause, models, days }) => [cause, models, days])).toEqual([
      ["missing_model", ["o3"], [MON]],
      ["missing_model_day", [MINI], [MON]],
      ["model_day_only_ours", [GPT], [TUE]],
    ]);
    expect(answer.leftOver).toEqual({ invoice: ["o3"], ours: [] });
  });

  test("is a day or a model on the invoice's side too, within the days that it speaks of", () => {
    const bill = invoice([[MON, theirs()]], { days: new Set([MON, TUE]) });
    const answer = reconciled(bill, [
      our(),
      our({ model: "o3" }),
      our({ day: TUE }),
      our({ day: "2026-05-06" }),
    ]);
    expect(answer.explanations.map(({ cause, models, days }) => [cause, models, days])).toEqual([
      ["model_only_ours", ["o3"], [MON]],
      ["day_only_ours", [GPT], [TUE]],
    ]);
    expect(answer.unexplained).toEqual(nothingLeft);
  });

  test("is not a gap where all calls of a model went to a provider that does not write this invoice", () => {
    const claude = our({ model: "claude-opus-4" });
    const samples = sampled([call({ provider: "anthropic" })], true, "claude-opus-4");
    const answer = reconciled(invoice([[MON, theirs()]]), [our(), claude], { samples });
    expect(answer.agreement).toMatchObject({ agrees: true, gap: 0 });
    expect(answer.setAside).toMatchObject([
      { side: "ours", what: "claude-opus-4 of anthropic", amounts: { inputTokens: 100_000 } },
    ]);
    expect(answer.leftOver.ours).toEqual([]);
  });

  test("is not a gap where the invoice charges for something that is no tokens", () => {
    const bill = invoice([
      [MON, theirs()],
      [MON, { model: null, key: null, charge: "web search", costNanoUsd: 2_000_000_000 }],
    ]);
    const answer = reconciled(bill, [our()]);
    expect(answer.agreement.agrees).toBe(true);
    expect(answer.setAside).toMatchObject([
      { side: "invoice", what: "web search", amounts: { costNanoUsd: 2e9 } },
    ]);
  });

  test("is not judged on a day that is not over", () => {
    const bill = invoice([[MON, theirs({ inputTokens: 50_000 })]]);
    const answer = reconciled(bill, [our()], { question: { today: MON } });
    expect(answer.explanations).toMatchObject([{ cause: "day_not_over", amounts: { inputTokens: 50_000 } }]);
  });
});

describe("the same usage on another day", () => {
  test("is seen where the days differ and their sum does not", () => {
    const bill = invoice([
      [MON, theirs({ inputTokens: 120_000, costNanoUsd: 430_000_000 })],
      [TUE, theirs({ inputTokens: 80_000, costNanoUsd: 370_000_000 })],
    ]);
    const answer = reconciled(bill, [our(), our({ day: TUE })], { question: { by: ["day"] } });
    expect(answer.agreement.agrees).toBe(false);
    expect(answer.explanations.map(({ cause, days }) => [cause, days])).toEqual([
      ["day_boundary", [MON, TUE]],
    ]);
    expect(answer.unexplained).toEqual(nothingLeft);
  });
});

describe("calls that count twice", () => {
  const double = our({
    calls: 200,
    callsWithTokens: 200,
    pricedCalls: 200,
    inputTokens: 200_000,
    cacheReadTokens: 80_000,
    outputTokens: 40_000,
    cost: costOf({ input: 300_000_000, cacheRead: 100_000_000, cacheWrite: 0, output: 400_000_000 }),
  });

  test("are seen by a whole multiple of everything", () => {
    const answer = reconciled(invoice([[MON, theirs()]]), [double]);
    expect(causes(answer)).toEqual([
      [
        "counted_twice",
        {
          requests: 100,
          inputTokens: 100_000,
          cacheReadTokens: 40_000,
          outputTokens: 20_000,
          costNanoUsd: 400_000_000,
        },
      ],
    ]);
    expect(answer.explanations[0]?.facts).toBe("input and output are both 2 times the invoice's");
  });

  test("are told by the calls that are marked, as far as these go", () => {
    const marked = Array.from({ length: 10 }, (_, index) =>
      call({
        startTime: `${MON}T12:00:${String(index * 5).padStart(2, "0")}.000Z`,
        inputTokens: 1000 + index,
      }),
    );
    const samples = { byModel: [], marked };
    const rows = [
      our({ calls: 110, callsWithTokens: 110, pricedCalls: 110, inputTokens: 110_200, outputTokens: 22_000 }),
    ];
    const answer = reconciled(invoice([[MON, theirs()]]), rows, { samples });
    expect(answer.explanations).toMatchObject([
      { cause: "possible_duplicates", amounts: { requests: 10, inputTokens: 10_045, outputTokens: 2000 } },
    ]);
    expect(answer.unexplained.more).toEqual({ inputTokens: 155 });
  });

  test("of two marked calls that are equal and close, one is surplus", () => {
    const marked = ["00.000", "00.004", "30.000"].map((second) =>
      call({ startTime: `${MON}T12:00:${second}Z` }),
    );
    const samples = { byModel: [], marked };
    const rows = [our({ calls: 110, inputTokens: 110_000, outputTokens: 22_000 })];
    const { explanations } = reconciled(invoice([[MON, theirs()]]), rows, { samples });
    expect(explanations[0]).toMatchObject({
      cause: "possible_duplicates",
      amounts: { requests: 2, inputTokens: 2000 },
    });
  });

  test("at another provider are on that provider's invoice", () => {
    const samples = sampled([call(), call({ provider: "azure.ai.openai" })]);
    const answer = reconciled(
      invoice([
        [
          MON,
          theirs({
            requests: 50,
            inputTokens: 50_000,
            cacheReadTokens: 20_000,
            outputTokens: 10_000,
            costNanoUsd: 200_000_000,
          }),
        ],
      ]),
      [our()],
      { samples },
    );
    expect(answer.explanations).toMatchObject([
      {
        cause: "other_provider",
        certainty: "shown",
        facts: "50% of the calls went to azure.ai.openai, which openai does not bill",
      },
    ]);
    expect(answer.unexplained).toEqual(nothingLeft);
  });
});

describe("cached tokens", () => {
  test("that our input leaves out are just what is missing", () => {
    const row = our({
      inputTokens: 60_000,
      cacheReadTokens: 0,
      cost: costOf({ input: 150_000_000, cacheRead: 0, cacheWrite: 0, output: 200_000_000 }),
    });
    const answer = reconciled(invoice([[MON, theirs()]]), [row]);
    expect(causes(answer)).toEqual([
      ["cache_not_counted", { inputTokens: -40_000, cacheReadTokens: -40_000, costNanoUsd: -50_000_000 }],
    ]);
    expect(answer.unexplained).toEqual(nothingLeft);
  });

  test("that our input counts twice are just what is too much", () => {
    const row = our({
      inputTokens: 140_000,
      cost: costOf({ input: 250_000_000, cacheRead: 50_000_000, cacheWrite: 0, output: 200_000_000 }),
    });
    const answer = reconciled(invoice([[MON, theirs()]]), [row]);
    expect(causes(answer)).toEqual([
      ["cache_counted_twice", { inputTokens: 40_000, costNanoUsd: 100_000_000 }],
    ]);
  });

  test("that were reported as plain input were priced as such", () => {
    const row = our({
      cacheReadTokens: 0,
      cost: costOf({ input: 250_000_000, cacheRead: 0, cacheWrite: 0, output: 200_000_000 }),
    });
    const samples = sampled([call({ cacheReadTokens: null })]);
    const answer = reconciled(invoice([[MON, theirs()]]), [row], { samples });
    expect(causes(answer)).toEqual([
      ["cache_parts_absent", { cacheReadTokens: -40_000, costNanoUsd: 50_000_000 }],
    ]);
    expect(answer.explanations[0]).toMatchObject({
      certainty: "shown",
      facts:
        "by the invoice 40.0k tokens were read from a cache that are plain input here; 1 of the 1 calls that were looked at say nothing of a cache",
    });
  });
});

describe("calls that we know too little of", () => {
  test("without tokens are taken for average requests, failures apart", () => {
    const row = our({
      calls: 100,
      errors: 4,
      callsWithTokens: 90,
      pricedCalls: 90,
      inputTokens: 90_000,
      cacheReadTokens: 36_000,
      outputTokens: 18_000,
      cost: costOf({ input: 135_000_000, cacheRead: 45_000_000, cacheWrite: 0, output: 180_000_000 }),
    });
    const answer = reconciled(invoice([[MON, theirs()]]), [row]);
    expect(causes(answer)).toEqual([
      [
        "calls_without_tokens",
        { inputTokens: -6000, cacheReadTokens: -2400, outputTokens: -1200, costNanoUsd: -24_000_000 },
      ],
      [
        "failed_calls_without_tokens",
        { inputTokens: -4000, cacheReadTokens: -1600, outputTokens: -800, costNanoUsd: -16_000_000 },
      ],
    ]);
    expect(answer.unexplained).toEqual(nothingLeft);
  });

  test("that never arrived are as many as the missing requests and tokens speak for", () => {
    const bill = invoice([
      [
        MON,
        theirs({
          requests: 125,
          inputTokens: 126_000,
          cacheReadTokens: 50_000,
          outputTokens: 25_000,
          costNanoUsd: 502_500_000,
        }),
      ],
    ]);
    const answer = reconciled(bill, [our()]);
    expect(answer.explanations).toMatchObject([
      {
        cause: "missing_calls",
        certainty: "likely",
        amounts: { requests: -25, inputTokens: -26_000, outputTokens: -5000 },
      },
    ]);
    expect(answer.explanations[0]?.facts).toContain(
      "25 requests more than there are calls (20% of 125, 100 calls)",
    );
    expect(answer.unexplained).toEqual(nothingLeft);
  });

  test("requests without tokens are attempts, and cost nothing", () => {
    const samples = sampled([call({ attempts: 12 })]);
    const answer = reconciled(invoice([[MON, theirs({ requests: 110 })]]), [our()], { samples });
    expect(answer.agreement.agrees).toBe(true);
    expect(answer.explanations).toMatchObject([
      { cause: "unseen_requests", certainty: "shown", amounts: { requests: -10 } },
    ]);
  });

  test("failures that the provider does not count are calls here", () => {
    const answer = reconciled(invoice([[MON, theirs()]]), [our({ calls: 107, errors: 7 })]);
    expect(causes(answer)).toEqual([["unbilled_failures", { requests: 7 }]]);
  });

  test("estimated tokens account for no more than was estimated", () => {
    const samples = sampled([
      call(),
      call({ tokenSource: "estimated" }),
      call({ notes: ["tokens_may_be_estimated"] }),
      call(),
    ]);
    const row = our({
      outputTokens: 21_000,
      cost: costOf({ input: 150_000_000, cacheRead: 50_000_000, cacheWrite: 0, output: 210_000_000 }),
    });
    const answer = reconciled(invoice([[MON, theirs()]]), [row], { samples });
    expect(answer.explanations).toMatchObject([
      {
        cause: "estimated_tokens",
        certainty: "possible",
        amounts: { outputTokens: 1000, costNanoUsd: 10_000_000 },
      },
    ]);
    const far = reconciled(invoice([[MON, theirs({ outputTokens: 8000 })]]), [our()], { samples });
    expect(far.explanations[0]?.amounts.outputTokens).toBe(10_000);
    expect(far.unexplained.more.outputTokens).toBe(2000);
  });

  test("the ledger's losses are a hint where something is missing, and none where nothing is", () => {
    const ledger = { rejected: { bad_time: 9 }, clientDrops: 3, waiting: 1, duplicate: 20 };
    const missing = reconciled(invoice([[MON, theirs({ inputTokens: 150_000 })]]), [our()], { ledger });
    expect(missing.explanations).toMatchObject([
      {
        cause: "lost_on_the_way",
        amounts: {},
        facts:
          "the ledger of what was received in this time has: spans rejected 9 (bad_time 9), dropped by clients 3, not settled yet 1, arrived again and counted once 20",
      },
    ]);
    expect(reconciled(invoice([[MON, theirs()]]), [our()], { ledger }).explanations).toEqual([]);
  });
});

/** A cost as a table in whole cents writes it. */
function cents(usd: number): InvoiceLine {
  return theirs({ costNanoUsd: usd * 1e9, costStepNanoUsd: 10_000_000 });
}

describe("costs", () => {
  test("of calls without a price are missing, with the reason and the tokens at stake", () => {
    const row = our({ pricedCalls: 0, cost: costOf({ input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }) });
    const unpriced = { status: "unpriced", row: null, effectiveFrom: null, reason: "unknown_model" } as const;
    const samples = sampled([call({ costNanoUsd: null, pricing: unpriced })]);
    const answer = reconciled(invoice([[MON, theirs()]]), [row], { samples });
    expect(answer.total.ours.costNanoUsd).toBeNull();
    expect(answer.explanations).toMatchObject([
      {
        cause: "unpriced_calls",
        certainty: "shown",
        amounts: { costNanoUsd: -400_000_000 },
        facts: "100 of 100 calls have no price here; of those looked at: unknown_model 1 with 1,200 tokens",
        advice: `give ${GPT} its price in promptprof.yaml: prices: [{ model: "${GPT}", inputUsdPerMTok: ..., outputUsdPerMTok: ... }]`,
      },
    ]);
  });

  test("at equal tokens differ by price, in dollars per million tokens of both", () => {
    const answer = reconciled(invoice([[MON, theirs({ costNanoUsd: 200_000_000 })]]), [our()], {
      samples: sampled([call()]),
    });
    expect(causes(answer)).toEqual([["price_difference", { costNanoUsd: 200_000_000 }]]);
    expect(answer.explanations[0]?.facts).toBe(
      "the invoice charges $1.67 per million tokens, promptprof $3.33 (input and output together), by the price row openai/gpt-4o; half, as batch requests cost",
    );
  });

  test("without tokens on the invoice stay unexplained, since price and volume cannot be told apart", () => {
    const cost = { model: GPT, key: null, charge: null, costNanoUsd: 300_000_000 };
    const answer = reconciled(invoice([[MON, cost]]), [our()]);
    expect(answer).toMatchObject({
      explanations: [],
      unexplained: { less: {}, more: { costNanoUsd: 100_000_000 } },
    });
    expect(answer.agreement).toMatchObject({ agrees: false, amount: "costNanoUsd" });
  });

  test("in whole cents are as near as cents allow", () => {
    const row = our({
      cost: costOf({ input: 1_800_000, cacheRead: 500_000, cacheWrite: 0, output: 2_000_000 }),
    });
    const answer = reconciled(invoice([[MON, cents(0.01)]]), [{ ...row, day: MON }]);
    // $0.0043 would be $0.00: 0.0057 is more than half a cent.
    expect(answer.agreement.agrees).toBe(false);
    const near = reconciled(invoice([[MON, cents(0.4)]]), [
      our({
        cost: costOf({ input: 154_000_000, cacheRead: 50_000_000, cacheWrite: 0, output: 200_000_000 }),
      }),
    ]);
    expect(near.agreement).toMatchObject({ agrees: true, gap: 0 });
    expect(causes(near)).toEqual([["rounding", { costNanoUsd: 4_000_000 }]]);
  });

  test("that follow from missing tokens go with these tokens, and a price is not blamed", () => {
    const half = our({
      calls: 50,
      callsWithTokens: 50,
      pricedCalls: 50,
      inputTokens: 50_000,
      cacheReadTokens: 20_000,
      outputTokens: 10_000,
      cost: costOf({ input: 75_000_000, cacheRead: 25_000_000, cacheWrite: 0, output: 100_000_000 }),
    });
    const answer = reconciled(invoice([[MON, theirs()]]), [half]);
    expect(answer.explanations.map(({ cause }) => cause)).toEqual(["missing_calls"]);
    expect(answer.unexplained).toEqual(nothingLeft);
  });
});

function usage(lines: Parameters<typeof invoice>[0]): ReturnType<typeof invoice> {
  return invoice(lines, { file: "usage" });
}

describe("several files", () => {
  const tokens = { ...theirs(), costNanoUsd: null };
  const cost = { model: GPT, key: null, charge: null, costNanoUsd: 400_000_000 };

  test("of usage and costs are one statement, on the days that both speak of", () => {
    const answer = reconciled(
      [
        usage([
          [MON, tokens],
          [TUE, tokens],
        ]),
        invoice([[MON, cost]], { file: "costs" }),
      ],
      [our(), our({ day: TUE })],
    );
    expect(answer.agreement).toMatchObject({ agrees: true, gap: 0 });
    expect(answer).toMatchObject({
      firstDay: MON,
      lastDay: MON,
      remarks: ["1 days are left out: not all of the files speak of them"],
    });
  });

  test("that state the same thing twice are refused, since it would count twice", () => {
    expect(() =>
      mergeInvoices([usage([[MON, tokens]]), invoice([[MON, tokens]], { file: "again" })]),
    ).toThrow(`usage and again both state requests of ${GPT} on ${MON}; give one of them`);
  });

  test("that are one by model and one over all models state the same thing twice too", () => {
    const all = { ...tokens, model: null, key: "key_a" };
    expect(() => mergeInvoices([usage([[MON, tokens]]), invoice([[MON, all]], { file: "all" })])).toThrow(
      `usage and all both state requests of ${GPT} on ${MON}; give one of them`,
    );
    const [a, b] = [
      { ...tokens, key: "key_a" },
      { ...tokens, key: "key_b" },
    ];
    const parts = mergeInvoices([usage([[MON, a]]), invoice([[MON, b]], { file: "b" })]);
    expect(parts.rows).toHaveLength(2);
  });

  test("of usage and of costs with billed tokens count the tokens once", () => {
    const billed = { ...cost, inputTokens: 100_000, outputTokens: 20_000 };
    const answer = reconciled([usage([[MON, tokens]]), invoice([[MON, billed]], { file: "costs" })], [our()]);
    expect(answer.agreement).toMatchObject({ agrees: true, gap: 0 });
    expect(answer.total.invoice.costNanoUsd).toBe(400_000_000);
  });

  test("of which one is not grouped by model are compared by day, and say so", () => {
    const daily = { ...cost, model: null };
    const answer = reconciled([usage([[MON, tokens]]), invoice([[MON, daily]], { file: "costs" })], [our()]);
    expect(answer.rows).toMatchObject([
      { model: null, invoice: { inputTokens: 100_000, costNanoUsd: 400_000_000 } },
    ]);
    expect(answer.agreement.agrees).toBe(true);
    expect(answer.remarks[0]).toMatch(/^an export is not grouped by model, so days alone are compared/);
  });

  test("a page that more pages follow is told", () => {
    expect(reconciled(invoice([[MON, theirs()]], { isCut: true }), [our()]).remarks).toEqual([
      "bill says that more pages follow, which are not in it: ask with page=NEXT_PAGE until has_more is false",
    ]);
  });
});

describe("keys", () => {
  const byKey = { by: ["key"] as const, keyNames: new Map([["key_a", "search"]]) };

  test("are compared under our names, and what one side lacks is told by key", () => {
    const bill = invoice([
      [MON, theirs({ key: "key_a" })],
      [MON, theirs({ key: "key_b" })],
    ]);
    const rows = [our({ key: "search" }), our({ key: "support" })];
    const answer = reconciled(bill, rows, { question: byKey });
    expect(answer.rows.map(({ key, worst }) => [key, worst === null ? 0 : worst.relative])).toEqual([
      ["key_b", -1],
      ["support", null],
      ["search", 0],
    ]);
    expect(answer.explanations.map(({ cause }) => cause)).toEqual(["missing_key", "key_only_ours"]);
    expect(answer.explanations[0]?.advice).toContain('--key-name "key_b"=OURS');
  });
});

test("amounts that nobody states are null and not 0", () => {
  const answer = reconciled(invoice([[MON, { model: GPT, key: null, charge: null, inputTokens: 100_000 }]]), [
    our(),
  ]);
  expect(answer.total.invoice).toEqual({ ...NO_AMOUNTS, inputTokens: 100_000 });
  expect(answer.total.ours).toEqual({ ...NO_AMOUNTS, inputTokens: 100_000 });
});
