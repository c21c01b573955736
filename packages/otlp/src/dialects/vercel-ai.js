import { objectOf, scalarOf, textOf } from "../fields/attribute.js";
import { withAttemptsInMessage } from "../fields/attempts-in-message.js";
import { providerName } from "../fields/provider-name.js";
import { withProviderMetadata } from "../fields/provider-metadata.js";
import { jsonObject } from "../wire/json-object.js";
import { standardReading } from "./standard-reading.js";
/**
 * The AI SDK's own spans: `experimental_telemetry` of versions 5 and 6 and the legacy telemetry of 7. The call is the
 * inner `*.doGenerate | *.doStream | *.doEmbed`; 5 and 6 make one of them for each attempt, 7 one for all.
 */
export const vercelAi = {
    name: "vercel-ai",
    matches: (span) => span.scope.name === "ai" || span.attributes.has("ai.operationId"),
    read: (span) => standardReading(span, { name: "vercel-ai", correct }),
};
function correct(facts, span, fields) {
    const told = withAttemptsInMessage(facts);
    const perAttempt = told.attempts === null && !isVersion7(span);
    const excludesCache = CACHE_BESIDE_INPUT.has(providerName(facts.provider ?? "")) && passesInputOn(facts.usage.input, span);
    const linked = linkedPrompt(span);
    return withProviderMetadata({
        ...told,
        stream: facts.stream ?? (textOf(fields.value("aiOperation")) ?? "").endsWith(".doStream"),
        attempts: told.attempts ?? (perAttempt ? 1 : null),
        perAttempt,
        usageRules: { ...facts.usageRules, cacheInInput: excludesCache ? "excluded" : "included" },
        inherited: {
            ...facts.inherited,
            prompt: facts.inherited.prompt ?? linked.prompt,
            version: facts.inherited.version ?? linked.version,
        },
        promptSource: facts.promptSource ?? (linked.prompt === null ? null : "linked"),
    }, span);
}
/** Their APIs report input without the cached tokens, and version 5 passes that on. */
const CACHE_BESIDE_INPUT = new Set(["anthropic", "aws.bedrock"]);
/**
 * Whether the input is the provider's own count, as in version 5. The reply tells, where its usage is handed on; else
 * the version that the request was sent with; else version 6 split the counts up (though not those of an object).
 */
function passesInputOn(input, { attributes }) {
    const anthropic = jsonObject(objectOf(attributes, "ai.response.providerMetadata")?.["anthropic"]);
    const own = jsonObject(anthropic?.["usage"])?.["input_tokens"];
    if (typeof own === "number")
        return own === input;
    const agent = textOf(attributes.get("ai.request.headers.user-agent"));
    const version = agent === null ? null : /\bai\/(\d+)\./.exec(agent);
    if (version !== null)
        return Number(version[1]) <= 5;
    return !INPUT_DETAILS.some((name) => attributes.has(name));
}
const INPUT_DETAILS = ["noCacheTokens", "cacheReadTokens", "cacheWriteTokens"].map((name) => `ai.usage.inputTokenDetails.${name}`);
/** Version 7 renamed the metadata of a call to its context. */
function isVersion7({ attributes }) {
    for (const name of attributes.keys()) {
        if (name.startsWith("ai.settings.context."))
            return true;
    }
    return false;
}
/** Langfuse's users put its prompt object into the metadata as JSON. */
function linkedPrompt({ attributes }) {
    const prompt = objectOf(attributes, "ai.telemetry.metadata.langfusePrompt") ??
        objectOf(attributes, "ai.settings.context.langfusePrompt");
    return {
        prompt: textOf(scalarOf(prompt?.["name"])),
        version: textOf(scalarOf(prompt?.["version"])),
    };
}
//# sourceMappingURL=vercel-ai.js.map