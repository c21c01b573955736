import { costOf } from "@promptprof/model";
import type { LedgerAnswer } from "@promptprof/server/contract";
import type { SomeAmounts } from "./amounts.ts";
import { mergeInvoices } from "./compare/merge-invoices.ts";
import type { Cause } from "./explain/explanation.ts";
import { InvoiceBuilder } from "./invoice/invoice-builder.ts";
import type { InvoiceLine } from "./invoice/invoice-format.ts";
import type { Invoice } from "./invoice/invoice.ts";
import { NO_SAMPLES, type Samples } from "./ours/ask-samples.ts";
import type { EvidentCall } from "./ours/evidence.ts";
import type { OurRow } from "./ours/our-usage.ts";
import { reconcile } from "./reconcile.ts";
import type { ReconcileQuestion } from "./reconcile-question.ts";
import type { Reconciliation } from "./reconciliation.ts";

const TODAY = "2026-06-01";
export const MON = "2026-05-04";
export const TUE = "2026-05-05";
export const GPT = "gpt-4o-2024-08-06";
export const MINI = "gpt-4o-mini-2024-07-18";

const LEDGER: LedgerAnswer = {
  received: 0,
  stored: 0,
  duplicate: 0,
  rejected: {},
  waiting: 0,
  unpriced: {},
  clientDrops: 0,
  duplicates: {},
  notes: {},
  notCalls: 0,
};

/** 100 calls of 1,000 tokens, 400 of them cached, and 200 out: $0.15 + $0.05 + $0.20 = $0.40. */
export function our(fields: Partial<OurRow> = {}): OurRow {
  return {
    day: MON,
    model: GPT,
    key: null,
    calls: 100,
    errors: 0,
    callsWithTokens: 100,
    pricedCalls: 100,
    inputTokens: 100_000,
    cacheReadTokens: 40_000,
    cacheWriteTokens: 0,
    outputTokens: 20_000,
    cost: costOf({ input: 150_000_000, cacheRead: 50_000_000, cacheWrite: 0, output: 200_000_000 }),
    ...fields,
  };
}

/** What a provider says that agrees with `our()`. */
export function theirs(fields: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    model: GPT,
    key: null,
    charge: null,
    requests: 100,
    inputTokens: 100_000,
    cacheReadTokens: 40_000,
    outputTokens: 20_000,
    costNanoUsd: 400_000_000,
    ...fields,
  };
}

export function invoice(
  lines: readonly (readonly [day: string, line: InvoiceLine])[],
  about: Partial<Invoice> = {},
): Invoice {
  const builder = new InvoiceBuilder();
  for (const [day, line] of lines) {
    builder.covers(day);
    builder.add(day, line);
  }
  return {
    ...builder.invoice({ file: "bill", format: "csv", provider: "openai", isCut: false }, []),
    ...about,
  };
}

/** What an answer rests on beside the two sides. */
export interface Case {
  readonly samples?: Samples;
  readonly ledger?: Partial<LedgerAnswer>;
  readonly question?: Partial<ReconcileQuestion>;
}

export function reconciled(
  bills: Invoice | readonly Invoice[],
  rows: readonly OurRow[],
  rest: Case = {},
): Reconciliation {
  const statement = mergeInvoices([bills].flat());
  const question: ReconcileQuestion = {
    by: ["model"],
    tolerance: 0.01,
    days: new Set(statement.days),
    modelNames: new Map(),
    keyNames: new Map(),
    today: TODAY,
    ...rest.question,
  };
  const ours = { place: "here", rows, ledger: { ...LEDGER, ...rest.ledger } };
  return reconcile(statement, ours, rest.samples ?? NO_SAMPLES, question);
}

export function causes({ explanations }: Reconciliation): (readonly [Cause, SomeAmounts])[] {
  return explanations.map(({ cause, amounts }) => [cause, amounts] as const);
}

export function call(fields: Partial<EvidentCall> = {}): EvidentCall {
  return {
    startTime: `${MON}T12:00:00.000Z`,
    provider: "openai",
    requestModel: GPT,
    responseModel: GPT,
    attempts: null,
    errorClass: null,
    inputTokens: 1000,
    cacheReadTokens: 400,
    cacheWriteTokens: 0,
    outputTokens: 200,
    tokenSource: "reported",
    costNanoUsd: costOf({ input: 1_500_000, cacheRead: 500_000, cacheWrite: 0, output: 2_000_000 }),
    pricing: { status: "priced", row: "openai/gpt-4o", effectiveFrom: null, reason: null },
    notes: [],
    ...fields,
  };
}

export function sampled(calls: readonly EvidentCall[], isWhole = true, model: string = GPT): Samples {
  return { byModel: [{ model, calls, isWhole }], marked: [] };
}

export const nothingLeft = { less: {}, more: {} } as const;
