import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Call } from "@promptprof/model";
import {
  decodeLogs,
  decodeTraces,
  gatherFacts,
  observe,
  type Observed,
  observeLog,
  type OtlpLogRecord,
  type OtlpSpan,
  Settler,
} from "./index.ts";

const FOLDER = "../shared/captures";
const EXPECTED = `${FOLDER}/expected.json`;

interface ExpectedCall {
  readonly span: string;
  readonly attemptSpans?: readonly string[];
  readonly duplicateSpans?: readonly string[];
  readonly accept?: Readonly<Record<string, readonly unknown[]>>;
  readonly ttftMs: number | null;
  readonly [field: string]: unknown;
}

interface Capture {
  readonly calls: readonly ExpectedCall[];
  readonly absentCalls: readonly unknown[];
  readonly totals: Readonly<Record<string, number | null>>;
}

const missing = existsSync(EXPECTED) ? "" : ` (skipped: ${EXPECTED} is missing)`;

describe.skipIf(missing !== "")(`recorded instrumentations${missing}`, () => {
  const captures: Record<string, Capture> =
    missing === "" ? JSON.parse(readFileSync(EXPECTED, "utf8")).captures : {};

  describe.each(Object.entries(captures))("%s", (name, capture) => {
    test("gives the expected records from the bodies as they were sent", () => {
      expect(mistakes(settle(spansOfBodies(name)), capture)).toEqual([]);
    });

    test("gives the same from the merged OTLP/JSON", () => {
      expect(mistakes(settle(spansOfMerged(name)), capture)).toEqual([]);
    });

    test("gives the same records in any order and any batches", () => {
      const spans = spansOfBodies(name);
      const reference = sorted(settle(spans));
      fc.assert(
        fc.property(shuffledBatches(spans), (batches) => {
          expect(sorted(settleBatches(batches))).toEqual(reference);
        }),
        { numRuns: 50 },
      );
    });

    test("gives the same records with its log events, in any order and any batches", () => {
      const items = [...spansOfBodies(name), ...logsOfBodies(name)];
      fc.assert(
        fc.property(shuffledBatches(items), (batches) => {
          const calls = settleBatches(batches);
          expect(mistakes(calls, capture)).toEqual([]);
          expect(sorted(calls)).toEqual(sorted(settle(spansOfBodies(name))));
          expect(sorted(settleBatches([...batches, ...batches]))).toEqual(sorted(calls));
        }),
        { numRuns: 50 },
      );
    });

    test("makes no call of its log events alone", () => {
      expect(settle(logsOfBodies(name))).toEqual([]);
    });

    test("is not changed by sending every request twice", () => {
      const spans = spansOfBodies(name);
      expect(sorted(settleBatches([spans, spans]))).toEqual(sorted(settle(spans)));
      const settler = new Settler();
      settler.add(observed(spans, 1), 0);
      settler.takeAll(0);
      settler.add(observed(spans, 2), 1_000);
      expect(settler.takeAll(1_000).calls).toEqual([]);
    });
  });
});

function spansOfBodies(name: string): OtlpSpan[] {
  const files = readdirSync(FOLDER).filter((file) => file.startsWith(`${name}.traces.`));
  expect(files.length).toBeGreaterThan(0);
  return files.flatMap((file) => {
    const encoding = file.endsWith(".bin") ? "protobuf" : "json";
    const { spans, rejected } = decodeTraces(readFileSync(`${FOLDER}/${file}`), encoding, { now: NOW });
    expect(rejected).toEqual({});
    return [...spans];
  });
}

function spansOfMerged(name: string): OtlpSpan[] {
  const { spans, rejected } = decodeTraces(readFileSync(`${FOLDER}/${name}.json`), "json", { now: NOW });
  expect(rejected).toEqual({});
  return [...spans];
}

function logsOfBodies(name: string): OtlpLogRecord[] {
  const files = readdirSync(FOLDER).filter((file) => file.startsWith(`${name}.logs.`));
  return files.flatMap((file) => [...decodeLogs(readFileSync(`${FOLDER}/${file}`), "protobuf").records]);
}

type Item = OtlpSpan | OtlpLogRecord;

/** The captures are of November 2026. */
const NOW = Date.UTC(2026, 10, 24, 12);

function observed(items: readonly Item[], batch: number): Observed[] {
  const readings = items.map((item) => ("eventName" in item ? observeLog(item, NOW) : observe(item)));
  const facts = readings.filter((reading) => reading?.kind === "facts");
  const spans = readings.filter((reading) => reading?.kind === "call" || reading?.kind === "context");
  return [...spans, ...gatherFacts(facts)].map((observation) => ({ observation, batch }));
}

function settle(spans: readonly Item[]): Call[] {
  return settleBatches([spans]);
}

function settleBatches(batches: readonly (readonly Item[])[]): Call[] {
  const settler = new Settler();
  let added = 0;
  for (const [batch, spans] of batches.entries()) {
    const observations = observed(spans, batch);
    added += observations.length;
    settler.add(observations, batch);
  }
  expect(settler.waiting).toBe(added);
  const { calls, released, late } = settler.takeAll(batches.length);
  expect([...released.values()].reduce((sum, n) => sum + n, 0)).toBe(added);
  expect(late).toEqual([]);
  expect(settler.waiting).toBe(0);
  return calls.map(({ call }) => call).toSorted((a, b) => a.startTime - b.startTime);
}

function sorted(calls: readonly Call[]): Call[] {
  return calls.toSorted((a, b) => (a.spanId < b.spanId ? -1 : 1));
}

function shuffledBatches<T>(spans: readonly T[]): fc.Arbitrary<T[][]> {
  return fc
    .record({
      order: fc.shuffledSubarray([...spans], { minLength: spans.length }),
      cuts: fc.array(fc.nat(spans.length), { maxLength: 5 }),
    })
    .map(({ order, cuts }) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), order.length];
      return edges.slice(1).map((end, i) => order.slice(edges[i], end));
    });
}

/** By the rules at the head of expected.json. A suspected duplicate is kept and marked, so it is one record more. */
function mistakes(calls: readonly Call[], { calls: expected, totals }: Capture): string[] {
  const suspected = new Set(expected.flatMap(({ duplicateSpans }) => duplicateSpans ?? []));
  const kept = calls.filter(({ spanId }) => !suspected.has(spanId));
  const extra = calls.filter(({ spanId }) => suspected.has(spanId));
  const found = expected.flatMap((record) =>
    recordMistakes(
      kept.find(({ spanId }) => spanId === record.span),
      record,
    ),
  );
  if (kept.length !== expected.length) found.push(`${kept.length} records, expected ${expected.length}`);
  if (kept.filter(({ errorClass }) => errorClass !== null).length !== totals["errors"]) found.push("errors");
  for (const field of TOKEN_FIELDS) if (sum(kept, field) !== totals[field]) found.push(`sum of ${field}`);
  for (const call of extra) {
    const twin = expected.find(({ duplicateSpans }) => duplicateSpans?.includes(call.spanId))?.span;
    const marked = [call, ...kept.filter(({ spanId }) => spanId === twin)];
    if (marked.some(({ notes }) => !notes.includes("possible_duplicate")))
      found.push(`unmarked ${call.spanId}`);
  }
  return found;
}

const TOKEN_FIELDS = [
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
  "reasoningTokens",
] as const;

function sum(calls: readonly Call[], field: (typeof TOKEN_FIELDS)[number]): number | null {
  const known = calls.map((call) => call[field]).filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}

function recordMistakes(call: Call | undefined, expected: ExpectedCall): string[] {
  if (call === undefined) return [`no record for span ${expected.span}`];
  const wrong = Object.entries(recordOf(call))
    .filter(([field, value]) => !accepted(field, expected).includes(value))
    .map(
      ([field, value]) => `${expected.span} ${field}: ${String(value)}, expected ${String(expected[field])}`,
    );
  const ttftErrorMs = Math.abs((call.ttftMs ?? 0) - (expected.ttftMs ?? 0));
  return ttftErrorMs > 1 ? [...wrong, `${expected.span} ttftMs: ${call.ttftMs}`] : wrong;
}

function accepted(field: string, expected: ExpectedCall): unknown[] {
  const values = [expected[field], ...(expected.accept?.[field] ?? [])];
  return field === "attempts" && values.some((n) => n === null || n === 1) ? [...values, null, 1] : values;
}

function recordOf(call: Call): Record<string, unknown> {
  return {
    provider: call.provider,
    operation: call.operation,
    requestModel: call.requestModel,
    responseModel: call.responseModel,
    stream: call.stream,
    inputTokens: call.inputTokens,
    cacheReadTokens: call.cacheReadTokens,
    cacheWriteTokens: call.cacheWriteTokens,
    outputTokens: call.outputTokens,
    reasoningTokens: call.reasoningTokens,
    hasTtft: call.ttftMs !== null,
    errorClass: call.errorClass === "content_filter" ? "content" : call.errorClass,
    attempts: call.attempts,
    promptName: call.prompt,
    promptVersion: call.version,
    user: call.user,
    session: call.session,
    team: call.team,
  };
}
