import type { CallTokens } from "@promptprof/model";
import type { Fields } from "./fields.ts";
import type { TokenReader } from "./token-count.ts";
/** Token counts as an instrumentation reports them, before anyone asked what they include. */
export interface ReportedUsage {
    readonly input: number | null;
    readonly cacheRead: number | null;
    readonly cacheWrite: number | null;
    readonly cacheWrite1h: number | null;
    readonly inputAudio: number | null;
    readonly output: number | null;
    readonly reasoning: number | null;
    readonly outputAudio: number | null;
    readonly total: number | null;
}
/** What the reported numbers include, where that is known from the instrumentation rather than from the numbers. */
export interface UsageRules {
    /** `excluded`: the scope is known to report input without cache reads and writes. */
    readonly cacheInInput: "included" | "excluded";
    /** Langfuse's and Gemini's own counts hold reasoning beside the output, not in it. */
    readonly reasoningInOutput: "included" | "excluded";
    /** Own spans are written by us: a 0 there was counted, elsewhere it stands for "nothing came". */
    readonly zero: "real" | "absent";
}
export declare const DEFAULT_USAGE_RULES: UsageRules;
/** The counts in the usage attributes of a span. */
export declare function readUsage(fields: Fields, reader: TokenReader): ReportedUsage;
/**
 * Counts of one meaning: input with cache, output with reasoning, parts never larger than their whole.
 * Every rule that changes a number leaves its name in the reader's notes.
 */
export declare function tokensOf(usage: ReportedUsage, rules: UsageRules, reader: TokenReader): CallTokens;
export declare const ABSENT_TOKENS: CallTokens;
//# sourceMappingURL=usage.d.ts.map