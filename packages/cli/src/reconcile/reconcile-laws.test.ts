import { costOf } from "@promptprof/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addSomeAmounts, AMOUNT_NAMES, type AmountName, type SomeAmounts } from "./amounts.ts";
import { dayOf } from "./day.ts";
import type { InvoiceLine } from "./invoice/invoice-format.ts";
import type { Invoice } from "./invoice/invoice.ts";
import { NO_SAMPLES, type Samples } from "./ours/ask-samples.ts";
import type { OurRow } from "./ours/our-usage.ts";
import { call, GPT, invoice, MINI, nothingLeft, reconciled, sampled } from "./reconciled.case.ts";

/** Our own numbers as a provider would write them. */
function exported(
  ours: readonly OurRow[],
  change: (row: OurRow) => Partial<InvoiceLine> = () => ({}),
): Invoice {
  return invoice(
    ours.map((each) => [
      each.day,
      {
        model: each.model,
        key: null,
        charge: null,
        requests: each.calls,
        inputTokens: each.inputTokens,
        cacheReadTokens: each.cacheReadTokens,
        cacheWriteTokens: each.cacheWriteTokens,
        outputTokens: each.outputTokens,
        costNanoUsd: each.cost.total,
        ...change(each),
      },
    ]),
  );
}

function spoil({
  row: each,
  lost,
  unpriced,
  silent,
}: {
  row: OurRow;
  lost: number;
  unpriced: boolean;
  silent: boolean;
}): OurRow {
  const kept = (value: number) => Math.round(value * lost);
  const calls = Math.max(1, kept(each.calls));
  return {
    ...each,
    calls,
    errors: kept(calls),
    callsWithTokens: silent ? kept(calls) : calls,
    pricedCalls: unpriced ? kept(calls) : calls,
    inputTokens: kept(each.inputTokens),
    cacheReadTokens: 0,
    outputTokens: kept(each.outputTokens),
  };
}

function sumOf(all: readonly { readonly gap: SomeAmounts }[], name: AmountName, sign: number): number {
  const values = all.map(({ gap }) => gap[name] ?? 0);
  return values.filter((value) => Math.sign(value) === sign).reduce((sum, value) => sum + value, 0);
}

describe("laws of a reconciliation", () => {
  const count = fc.integer({ min: 0, max: 1_000_000 });
  const row = fc
    .record({
      day: fc.integer({ min: 0, max: 4 }).map((days) => dayOf(Date.UTC(2026, 4, 4 + days))),
      model: fc.constantFrom(GPT, MINI, "o3", "text-embedding-3-small"),
      calls: fc.integer({ min: 1, max: 1000 }),
      uncached: count,
      cached: count,
      written: count,
      output: count,
      usd: count,
    })
    .map(({ day, model, calls, uncached, cached, written, output, usd }): OurRow => ({
      day,
      model,
      key: null,
      calls,
      errors: 0,
      callsWithTokens: calls,
      pricedCalls: calls,
      inputTokens: uncached + cached + written,
      cacheReadTokens: cached,
      cacheWriteTokens: written,
      outputTokens: output,
      cost: costOf({ input: usd * 3, cacheRead: usd, cacheWrite: 0, output: usd * 7 }),
    }));
  const rows = fc.uniqueArray(row, {
    minLength: 1,
    maxLength: 12,
    selector: ({ day, model }) => day + model,
  });

  test("our own numbers as an invoice leave nothing apart", () => {
    fc.assert(
      fc.property(rows, fc.subarray(["day", "model"] as const, { minLength: 1 }), (ours, by) => {
        const answer = reconciled(exported(ours), ours, { question: { by, tolerance: 0 } });
        expect(answer.agreement).toMatchObject({ agrees: true, gap: 0 });
        expect(answer).toMatchObject({ explanations: [], unexplained: nothingLeft });
      }),
    );
  });

  test("one model's numbers times a factor show up as that model and that factor, and nothing else", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 6, max: 40 }), (ours, times) => {
        const scaled = ours[0]?.model ?? "";
        const bill = exported(ours, (each) =>
          each.model === scaled
            ? {
                inputTokens: each.inputTokens * times,
                cacheReadTokens: each.cacheReadTokens * times,
                cacheWriteTokens: each.cacheWriteTokens * times,
                outputTokens: each.outputTokens * times,
                costNanoUsd: each.cost.total * times,
              }
            : {},
        );
        const answer = reconciled(bill, ours);
        for (const { model, gap, worst } of answer.rows) {
          if (model === scaled && worst !== null) expect(worst.relative).toBeCloseTo(1 / times - 1, 9);
          else expect(gap).toEqual({});
        }
        expect(answer.explanations.every(({ models }) => models.every((model) => model === scaled))).toBe(
          true,
        );
      }),
    );
  });

  test("causes and the unexplained rest add up to the gap, to the token and the nano-dollar", () => {
    const samples = fc.constantFrom<Samples>(
      NO_SAMPLES,
      sampled(
        [call(), call({ provider: "azure.ai.openai" }), call({ inputTokens: null, outputTokens: null })],
        false,
      ),
      {
        ...sampled([call({ tokenSource: "estimated", cacheReadTokens: null, attempts: 3 })]),
        marked: [call(), call()],
      },
    );
    const spoiled = fc.record({
      row,
      lost: fc.double({ min: 0, max: 1, noNaN: true }),
      unpriced: fc.boolean(),
      silent: fc.boolean(),
    });
    fc.assert(
      fc.property(rows, fc.array(spoiled, { maxLength: 6 }), samples, (bill, spoils, seen) => {
        const ours = [...bill.slice(1), ...spoils.map((each) => spoil(each))];
        const answer = reconciled(exported(bill), ours, { samples: seen });
        const parts = answer.explanations.map(({ amounts }) => amounts);
        const sum = [...parts, answer.unexplained.less, answer.unexplained.more].reduce(addSomeAmounts, {});
        expect(sum).toEqual(answer.total.gap);
      }),
    );
  });

  test("no cause takes more than there is, or takes it from the other side", () => {
    fc.assert(
      fc.property(rows, rows, (bill, ours) => {
        // By day and model the table's rows are the cells, and no gap cancels another out.
        const answer = reconciled(exported(bill), ours, { question: { by: ["day", "model"] } });
        for (const name of AMOUNT_NAMES) {
          for (const sign of [-1, 1]) {
            const apart = sumOf(answer.rows, name, sign);
            const rest = (sign < 0 ? answer.unexplained.less : answer.unexplained.more)[name] ?? 0;
            const known = sumOf(
              answer.explanations.map(({ amounts }) => ({ gap: amounts })),
              name,
              sign,
            );
            expect(Math.abs(known + rest)).toBeLessThanOrEqual(Math.abs(apart));
          }
        }
      }),
    );
  });
});
