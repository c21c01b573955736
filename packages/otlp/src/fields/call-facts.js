import { flagOf, numberOf, objectOf, textOf, textsOf } from "./attribute.js";
import { readFailure } from "./failure.js";
import { readInherited } from "./inherited.js";
import { providerOfHost } from "./provider-name.js";
import { readTimeToFirstToken } from "./time-to-first-token.js";
import { TokenReader } from "./token-count.js";
import { DEFAULT_USAGE_RULES, readUsage } from "./usage.js";
/**
 * What the table of sources finds, before any dialect has a say. Written out field by field: a spread in the middle of
 * so large an object costs more than all the reading (29 % of the time of `observe`, measured).
 */
export function standardFacts(span, fields, kind, metadata) {
    const tokenReader = new TokenReader();
    const address = textOf(fields.value("serverAddress"));
    const resends = numberOf(fields.value("resendCount"));
    const inherited = readInherited(fields, metadata);
    return {
        claim: kind.claim,
        operation: kind.operation,
        durationMs: span.durationMs,
        provider: textOf(fields.value("provider")) ?? (address === null ? null : providerOfHost(address)),
        requestModel: textOf(fields.value("requestModel")),
        responseModel: textOf(fields.value("responseModel")),
        anyModel: textOf(fields.value("anyModel")),
        responseId: textOf(fields.value("responseId")),
        serviceTier: textOf(fields.value("serviceTier")),
        usage: readUsage(fields, tokenReader),
        usageRules: DEFAULT_USAGE_RULES,
        tokenReader,
        reportedCostUsd: numberOf(fields.value("reportedCostUsd")),
        ttft: readTimeToFirstToken(span, fields),
        stream: flagOf(fields.value("stream")),
        finishReason: textsOf(fields.value("finishReasons"))[0] ?? textOf(fields.value("finishReason")),
        failure: readFailure(span, fields),
        httpStatus: numberOf(fields.value("httpStatus")),
        attempts: resends === null ? null : resends + 1,
        perAttempt: false,
        inherited,
        promptSource: inherited.prompt === null ? null : "named",
        environment: textOf(fields.value("environment")),
        segments: [],
        notes: [],
    };
}
/** OpenInference and LangChain write their `metadata` as JSON text, and it tells of user, session, team and prompt. */
export function metadataOf(span) {
    return objectOf(span.attributes, "metadata");
}
//# sourceMappingURL=call-facts.js.map