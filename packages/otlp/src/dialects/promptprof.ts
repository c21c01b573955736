import {
  type Call,
  ERROR_CLASSES,
  PROMPT_SOURCES,
  PROMPTPROF,
  SEGMENT_KINDS,
  type Segment,
  shareByWeight,
  TOKEN_SOURCES,
} from "@promptprof/model";
import { numberOf, numbersOf, textOf, textsOf } from "../fields/attribute.ts";
import type { CallFacts } from "../fields/call-facts.ts";
import type { Attributes } from "../wire/attribute-value.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect, Reading } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * Our own spans, of the SDK and of `encodeCalls`: the conventions' newest names, and `promptprof.*` for what they have
 * no name for. A count of 0 was counted here, so it stays.
 */
export const promptprof: Dialect = {
  name: "promptprof",
  matches: ({ scope }: OtlpSpan) => scope.name === "promptprof" || scope.name.startsWith("@promptprof/"),
  read: (span: OtlpSpan) =>
    withOwnFields(standardReading(span, { name: "promptprof", correct }), span.attributes),
};

function correct(facts: CallFacts, { attributes }: OtlpSpan): CallFacts {
  return {
    ...facts,
    usageRules: { ...facts.usageRules, zero: "real" },
    attempts: numberOf(attributes.get(PROMPTPROF.attempts)) ?? facts.attempts,
    promptSource: oneOf(PROMPT_SOURCES, attributes.get(PROMPTPROF.promptSource)) ?? facts.promptSource,
  };
}

/** What only our own spans say, and what they say in the words of a finished call. */
function withOwnFields(reading: Reading, attributes: Attributes): Reading {
  if (reading.kind !== "call") return reading;
  const { call } = reading;
  const own: Partial<Call> = {
    project: textOf(attributes.get(PROMPTPROF.project)) ?? call.project,
    errorClass: oneOf(ERROR_CLASSES, attributes.get(PROMPTPROF.errorClass)) ?? call.errorClass,
    tokenSource: oneOf(TOKEN_SOURCES, attributes.get(PROMPTPROF.tokenSource)) ?? call.tokenSource,
    reportedCostNanoUsd: numberOf(attributes.get(PROMPTPROF.reportedCost)) ?? call.reportedCostNanoUsd,
    segments: segmentsOf(attributes, call.inputTokens),
    dialect: textOf(attributes.get(PROMPTPROF.dialect)) ?? call.dialect,
    notes: [...new Set([...textsOf(attributes.get(PROMPTPROF.notes)), ...call.notes])],
    durationMs: attributes.get(PROMPTPROF.durationUnknown) === true ? null : call.durationMs,
  };
  return { ...reading, call: { ...call, ...own } };
}

/** The rendered prompt's segments; input tokens are shared out by the weights (characters). */
function segmentsOf(attributes: Attributes, inputTokens: number | null): readonly Segment[] {
  const paths = textsOf(attributes.get(PROMPTPROF.segmentPaths));
  if (paths.length === 0) return [];
  const kinds = textsOf(attributes.get(PROMPTPROF.segmentKinds));
  const hashes = textsOf(attributes.get(PROMPTPROF.segmentHashes));
  const weights = numbersOf(attributes.get(PROMPTPROF.segmentWeights));
  const tokens =
    inputTokens === null
      ? []
      : shareByWeight(
          inputTokens,
          paths.map((_, i) => weightAt(weights, i)),
        );
  return paths.map((path, i) => ({
    path,
    kind: oneOf(SEGMENT_KINDS, kinds[i]) ?? "static",
    hash: hashes[i] ?? "",
    tokens: tokens[i] ?? null,
  }));
}

function weightAt(weights: readonly number[], index: number): number {
  const weight = weights[index] ?? 0;
  return Number.isFinite(weight) && weight > 0 ? weight : 0;
}

function oneOf<const T extends readonly string[]>(words: T, value: unknown): T[number] | null {
  return words.find((word) => word === value) ?? null;
}
