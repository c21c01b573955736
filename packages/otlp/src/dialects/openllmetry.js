import { callKindOf } from "../fields/call-kind.js";
import { standardReading } from "./standard-reading.js";
/**
 * OpenLLMetry (Traceloop), JavaScript and Python: the conventions' names of its time beside its own `llm.*` and
 * `traceloop.*`. The Anthropic instrumentation for JavaScript reports input without the cached tokens (the one for
 * Python adds them), the one of Gemini the output without the thoughts; the OpenAI ones count the tokens of streams by themselves and do not say so.
 */
export const openllmetry = {
    name: "openllmetry",
    matches: ({ scope, attributes }) => scope.name.startsWith("@traceloop/") || MARKS.some((name) => attributes.has(name)),
    read: (span) => standardReading(span, { name: "openllmetry", callKind, correct }),
};
/** The request type of older versions is `completion` for chats of some providers too; the span's name is right. */
function callKind(span, fields) {
    const kind = callKindOf(span, fields);
    const isChat = kind?.operation === "text_completion" && span.name.endsWith(".chat");
    return isChat ? { ...kind, operation: "chat" } : kind;
}
const MARKS = ["traceloop.span.kind", "traceloop.workflow.name", "traceloop.entity.name", "llm.request.type"];
function correct(facts, { scope }) {
    const { usage, usageRules, notes, stream } = facts;
    const excludesCache = scope.name.startsWith("@traceloop/instrumentation-anthropic");
    const excludesThoughts = scope.name.startsWith("@traceloop/instrumentation-google-generativeai");
    const mayBeEstimated = stream === true && usage.output !== null && scope.name.includes("openai");
    return {
        ...facts,
        usageRules: {
            ...usageRules,
            cacheInInput: excludesCache ? "excluded" : "included",
            reasoningInOutput: excludesThoughts ? "excluded" : "included",
        },
        notes: mayBeEstimated ? [...notes, "tokens_may_be_estimated"] : notes,
    };
}
//# sourceMappingURL=openllmetry.js.map