import type { Call } from "@promptprof/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Settler } from "../settling/settler.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import { DIALECTS } from "./index.ts";
import { callsOf, observed, recordedSpans, recordingNames, sentencesOf } from "./recording.case.ts";
import { SENTENCES } from "./sentences.case.ts";

const NAMES = recordingNames();

test("every recording has its sentences here, and every dialect a recording", () => {
  expect(Object.keys(SENTENCES).toSorted()).toEqual(NAMES.toSorted());
  const dialects = NAMES.flatMap((name) => callsOf([recordedSpans(name)]).map(({ dialect }) => dialect));
  expect([...new Set(dialects)].toSorted()).toEqual(DIALECTS.map(({ name }) => name).toSorted());
});

describe.each(NAMES)("%s", (name) => {
  const spans = recordedSpans(name);

  test("says what its calls were", () => {
    expect(sentencesOf(name)).toEqual(SENTENCES[name]);
  });

  test("says the same in any order and any requests", () => {
    const calls = callsOf([spans]);
    fc.assert(
      fc.property(shuffledRequests(spans), (requests) => {
        expect(callsOf(requests)).toEqual(calls);
      }),
      { numRuns: 50 },
    );
  });

  test("says nothing new when every request is sent again, at once or later", () => {
    expect(callsOf([spans, spans])).toEqual(callsOf([spans]));
    const settler = new Settler();
    settler.add(observed(spans, 1), 0);
    const { calls } = settler.takeAll(0);
    settler.add(observed(spans, 2), 1_000);
    const again = settler.takeAll(1_000);
    expect(again.calls).toEqual([]);
    expect(again.late.length).toBeGreaterThanOrEqual(calls.length);
  });
});

test("all recordings in one stream, mixed in any way, say what each says alone", () => {
  const alone = NAMES.flatMap((name) => callsOf([recordedSpans(name)])).toSorted(bySpan);
  const spans = NAMES.flatMap((name) => recordedSpans(name));
  fc.assert(
    fc.property(shuffledRequests(spans), (requests) => {
      expect(callsOf(requests).toSorted(bySpan)).toEqual(alone);
    }),
    { numRuns: 10 },
  );
});

function bySpan(a: Call, b: Call): number {
  const [left, right] = [a.traceId + a.spanId, b.traceId + b.spanId];
  return left < right ? -1 : left > right ? 1 : 0;
}

function shuffledRequests(spans: readonly OtlpSpan[]): fc.Arbitrary<OtlpSpan[][]> {
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
