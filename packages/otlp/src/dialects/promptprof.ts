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
import { collectedFacts } from "./collected-facts.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * Our own spans, of the SDK and of `encodeCalls`: the conventions' newest names, and `promptprof.*` for what they have
 * no name for. Here a count of 0 was counted and an HTTP status is no error by itself, so both stay as they are.
 */
export const promptprof: Dialect = {
  name: "promptprof",
  matches: ({ scope }: OtlpSpan) => scope.name === OWN_SCOPE || scope.name.startsWith("@promptprof/"),
  read: (span: OtlpSpan) =>
    withOwnFields(standardReading(span, { name: "promptprof", correct }), span.attributes),
};

/** Scope of the spans that `encodeCalls` writes. */
export const OWN_SCOPE = "promptprof";

const STATUS_ERROR = 2;

function correct(facts: CallFacts, { attributes, status, scope }: OtlpSpan): CallFacts {
  const failed =
    status.code === STATUS_ERROR || attributes.has("error.type") || attributes.has(PROMPTPROF.errorClass);
  return {
    ...facts,
    durationMs: attributes.get(PROMPTPROF.durationUnknown) === true ? null : facts.durationMs,
    usageRules: { ...facts.usageRules, zero: "real" },
    failure: failed ? (facts.failure ?? { type: null, httpStatus: facts.httpStatus, message: null }) : null,
    attempts: numberOf(attributes.get(PROMPTPROF.attempts)) ?? facts.attempts,
    // The SDK says when it streams, by the conventions; a call that is exported again may not know.
    stream: facts.stream ?? (scope.name === OWN_SCOPE ? null : false),
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
    reportedCostNanoUsd: costOf(attributes) ?? call.reportedCostNanoUsd,
    segments: segmentsOf(attributes, call.inputTokens),
    dialect: textOf(attributes.get(PROMPTPROF.dialect)) ?? call.dialect,
    notes: [...new Set([...textsOf(attributes.get(PROMPTPROF.notes)), ...call.notes])],
    // Last: keys that are added after a spread cost a microsecond each (Node 20).
    ...collectedFacts(attributes),
  };
  return { ...reading, call: { ...call, ...own } };
}

/** Whole nano-dollars; anybody can claim to be us. */
function costOf(attributes: Attributes): number | null {
  const cost = numberOf(attributes.get(PROMPTPROF.reportedCost));
  return cost !== null && Number.isSafeInteger(cost) && cost >= 0 ? cost : null;
}

/** The rendered prompt's segments; input tokens are shared out by the weights (characters). */
function segmentsOf(attributes: Attributes, inputTokens: number | null): readonly Segment[] {
  const paths = textsOf(attributes.get(PROMPTPROF.segmentPaths));
  if (paths.length === 0) return [];
  const kinds = textsOf(attributes.get(PROMPTPROF.segmentKinds));
  const hashes = textsOf(attributes.get(PROMPTPROF.segmentHashes));
  const weights = numbersOf(attributes.get(PROMPTPROF.segmentWeights)).map(weightOf);
  const shares = paths.map((_, i) => weights[i] ?? 0);
  const tokens = inputTokens === null ? [] : shareByWeight(inputTokens, shares);
  return paths.map((path, i) => ({
    path,
    kind: oneOf(SEGMENT_KINDS, kinds[i]) ?? "static",
    hash: hashes[i] ?? "",
    tokens: tokens[i] ?? null,
  }));
}

function weightOf(weight: number): number {
  return Number.isFinite(weight) && weight > 0 ? weight : 0;
}

function oneOf<const T extends readonly string[]>(words: T, value: unknown): T[number] | null {
  return words.find((word) => word === value) ?? null;
}
