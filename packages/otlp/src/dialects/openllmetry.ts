import type { CallFacts } from "../fields/call-facts.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * OpenLLMetry (Traceloop), JavaScript and Python: the conventions' names of its time beside its own `llm.*` and
 * `traceloop.*`. Its Anthropic instrumentation reports input without the cached tokens; its OpenAI one counts the
 * tokens of streams by itself and does not say so.
 */
export const openllmetry: Dialect = {
  name: "openllmetry",
  matches: ({ scope, attributes }: OtlpSpan) =>
    scope.name.startsWith("@traceloop/") || MARKS.some((name) => attributes.has(name)),
  read: (span: OtlpSpan) => standardReading(span, { name: "openllmetry", correct }),
};

const MARKS = ["traceloop.span.kind", "traceloop.workflow.name", "traceloop.entity.name", "llm.request.type"];

const EXCLUDES_CACHE = /^(@traceloop\/instrumentation-|opentelemetry\.instrumentation\.)(anthropic|bedrock)/;

function correct(facts: CallFacts, { scope }: OtlpSpan): CallFacts {
  const { usage, usageRules, notes, stream } = facts;
  const mayBeEstimated = stream === true && usage.output !== null && scope.name.includes("openai");
  return {
    ...facts,
    usageRules: EXCLUDES_CACHE.test(scope.name) ? { ...usageRules, cacheInInput: "excluded" } : usageRules,
    notes: mayBeEstimated ? [...notes, "tokens_may_be_estimated"] : notes,
  };
}
