import { flagOf, numberOf, objectOf, scalarOf, textOf } from "../fields/attribute.js";
import { callKindOf } from "../fields/call-kind.js";
import { readReplyUsage } from "../fields/reply-usage.js";
import { jsonObject } from "../wire/json-object.js";
import { standardReading } from "./standard-reading.js";
/**
 * Langfuse's SDK: one model attribute, usage as JSON in disjoint buckets, errors as a level (the span's status stays
 * unset), the first token as an ISO time inside JSON quotes.
 */
export const langfuse = {
    name: "langfuse",
    matches: (span) => span.attributes.has("langfuse.observation.type"),
    read: (span) => standardReading(span, { name: "langfuse", callKind, correct }),
};
/** The wrapper of OpenAI's client calls everything a generation; the method stands in the name. */
function callKind(span, fields) {
    const kind = callKindOf(span, fields);
    return kind !== null && span.name === "OpenAI.embeddings" ? { ...kind, operation: "embeddings" } : kind;
}
function correct(facts, span) {
    const { attributes } = span;
    const buckets = objectOf(attributes, "langfuse.observation.usage_details");
    const cost = objectOf(attributes, "langfuse.observation.cost_details");
    const parameters = objectOf(attributes, "langfuse.observation.model.parameters");
    return {
        ...facts,
        ...(buckets === undefined ? {} : usageOf(buckets, facts)),
        reportedCostUsd: facts.reportedCostUsd ?? numberOf(scalarOf(cost?.["total"])),
        ttft: facts.ttft ?? firstToken(span),
        stream: facts.stream ?? streamOf(parameters),
        failure: facts.failure ?? failureOf(span),
    };
}
/**
 * Buckets are flat: what has details of its own is the usage of a reply, handed on as it is. And the total tells where
 * somebody filled the buckets with counts of which `input` holds the others.
 */
function usageOf(buckets, facts) {
    const { tokenReader, notes } = facts;
    if (Object.values(buckets).some((count) => jsonObject(count) !== undefined))
        return readReplyUsage(buckets, facts);
    const usage = readBuckets(buckets, tokenReader);
    const input = tokenReader.read(buckets["input"]);
    const output = tokenReader.read(buckets["output"]);
    const isWhole = input !== null && output !== null && usage.total === input + output;
    return isWhole
        ? { usage: { ...usage, input, output }, notes }
        : { usage, notes: [...notes, "disjoint_buckets_summed"] };
}
const isCacheRead = (name) => /^input_cached|^(input_)?cache_read/.test(name);
const isCacheWrite = (name) => /^(input_)?cache_(creation|write)/.test(name);
/**
 * `{"input":56,"input_cached_tokens":64,"output":29,"output_reasoning_tokens":16,"total":165}`: every bucket whose
 * name starts with `input` is input, with `output` output, and none holds another.
 */
function readBuckets(buckets, reader) {
    const sum = (matches) => {
        const counts = Object.keys(buckets)
            .filter(matches)
            .map((name) => reader.read(buckets[name]))
            .filter((count) => count !== null);
        return counts.length === 0 ? null : counts.reduce((a, b) => a + b, 0);
    };
    return {
        input: sum((name) => /^(input|prompt)/.test(name) || isCacheRead(name) || isCacheWrite(name)),
        cacheRead: sum(isCacheRead),
        cacheWrite: sum(isCacheWrite),
        cacheWrite1h: sum((name) => isCacheWrite(name) && name.endsWith("_1h")),
        inputAudio: sum((name) => /^(input|prompt)_(audio|cached_audio)/.test(name)),
        output: sum((name) => /^(output|completion)/.test(name)),
        reasoning: sum((name) => /^(output|completion)_reasoning/.test(name)),
        outputAudio: sum((name) => /^(output|completion)_audio/.test(name)),
        total: reader.read(buckets["total"]),
    };
}
/** A failed generation has no span status; its message comes as a status message. */
function failureOf({ attributes, status }) {
    if (textOf(attributes.get("langfuse.observation.level")) !== "ERROR")
        return null;
    const message = textOf(attributes.get("langfuse.observation.status_message")) ?? (status.message || null);
    return { type: null, httpStatus: null, message };
}
/** Parameters without a stream flag are those of a request without streaming, unless they are the reply's. */
function streamOf(parameters) {
    return flagOf(scalarOf(parameters?.["stream"]));
}
function firstToken({ attributes, startTime }) {
    const text = textOf(attributes.get("langfuse.observation.completion_start_time"));
    const time = text === null ? Number.NaN : Date.parse(text.replaceAll('"', ""));
    return Number.isNaN(time) ? null : { ms: time - startTime, doubtful: false };
}
//# sourceMappingURL=langfuse.js.map