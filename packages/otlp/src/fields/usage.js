export const DEFAULT_USAGE_RULES = {
    cacheInInput: "included",
    reasoningInOutput: "included",
    zero: "absent",
};
/** The counts in the usage attributes of a span. */
export function readUsage(fields, reader) {
    return {
        input: reader.read(fields.value("inputTokens")),
        cacheRead: reader.read(fields.value("cacheReadTokens")),
        cacheWrite: reader.read(fields.value("cacheWriteTokens")),
        cacheWrite1h: reader.read(fields.value("cacheWrite1hTokens")),
        inputAudio: reader.read(fields.value("inputAudioTokens")),
        output: reader.read(fields.value("outputTokens")),
        reasoning: reader.read(fields.value("reasoningTokens")),
        outputAudio: reader.read(fields.value("outputAudioTokens")),
        total: reader.read(fields.value("totalTokens")),
    };
}
/**
 * Counts of one meaning: input with cache, output with reasoning, parts never larger than their whole.
 * Every rule that changes a number leaves its name in the reader's notes.
 */
export function tokensOf(usage, rules, reader) {
    if (rules.zero === "absent" && isAllZero(usage)) {
        reader.notes.add("zero_usage_ignored");
        return ABSENT_TOKENS;
    }
    const inputTokens = inputWithCache(usage, rules, reader);
    const outputTokens = outputWithReasoning(usage, rules, reader);
    return {
        inputTokens,
        cacheReadTokens: usage.cacheRead,
        cacheWriteTokens: usage.cacheWrite,
        cacheWrite1hTokens: clampCacheWrite1h(usage, reader),
        inputAudioTokens: atMost(usage.inputAudio, inputTokens, "audio_clamped", reader),
        outputTokens,
        reasoningTokens: atMost(usage.reasoning, outputTokens, "reasoning_clamped", reader),
        outputAudioTokens: atMost(usage.outputAudio, outputTokens, "audio_clamped", reader),
        tokenSource: inputTokens === null && outputTokens === null ? "absent" : "reported",
    };
}
export const ABSENT_TOKENS = {
    inputTokens: null,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    cacheWrite1hTokens: null,
    inputAudioTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    outputAudioTokens: null,
    tokenSource: "absent",
};
function isAllZero(usage) {
    const { input, output, cacheRead, cacheWrite } = usage;
    if (input === null && output === null)
        return false;
    return (input ?? 0) + (output ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0) === 0;
}
/**
 * Decides whether the reported input already holds the cached tokens: by what is known of the scope, else by the
 * total, else by size (56 input tokens cannot hold 64 + 32 cached ones).
 */
function inputWithCache(usage, rules, reader) {
    const { input, output, total } = usage;
    if (input === null)
        return null;
    const cache = (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0);
    if (cache > 0 && rules.cacheInInput === "excluded") {
        reader.notes.add("input_excludes_cache_by_scope");
        return input + cache;
    }
    if (cache > 0 && total !== null && output !== null && input + cache + output === total) {
        reader.notes.add("input_excludes_cache_by_total");
        return input + cache;
    }
    if (cache > input) {
        reader.notes.add("input_excludes_cache_by_size");
        return input + cache;
    }
    if (contradicts(usage))
        reader.notes.add("total_contradicts_parts");
    return input;
}
/** A total that holds reasoning beside the output is no contradiction: it tells what the output leaves out. */
function contradicts(usage) {
    const { input, output, total } = usage;
    if (input === null || output === null || total === null)
        return false;
    return total !== input + output && !leavesReasoningOut(usage);
}
function outputWithReasoning(usage, rules, reader) {
    const { output, reasoning } = usage;
    if (output === null || reasoning === null)
        return output;
    if (rules.reasoningInOutput === "excluded")
        return output + reasoning;
    if (!leavesReasoningOut(usage))
        return output;
    reader.notes.add("output_excludes_reasoning_by_total");
    return output + reasoning;
}
/** Gemini's own counts, handed on: 20 input, 30 output and 12 thought tokens are 62 in total. */
function leavesReasoningOut({ input, output, reasoning, total }) {
    if (input === null || output === null || reasoning === null || total === null)
        return false;
    return reasoning > 0 && input + output + reasoning === total;
}
function atMost(part, whole, note, reader) {
    if (part === null || whole === null || part <= whole)
        return part;
    reader.notes.add(note);
    return whole;
}
function clampCacheWrite1h({ cacheWrite, cacheWrite1h }, reader) {
    if (cacheWrite === null || cacheWrite1h === null)
        return null;
    if (cacheWrite1h <= cacheWrite)
        return cacheWrite1h;
    reader.notes.add("cache_write_1h_clamped");
    return cacheWrite;
}
//# sourceMappingURL=usage.js.map