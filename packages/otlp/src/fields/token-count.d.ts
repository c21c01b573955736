import type { Note } from "./notes.ts";
/** Why a span's token counts make the whole span unusable: they must not be stored, and null would hide the bug. */
export type TokenRejection = "negative_tokens" | "tokens_not_a_number" | "tokens_out_of_range";
/**
 * 2^32 - 1. No model comes near it (the largest context is some 10^7 tokens), and it keeps every sum of a million
 * calls below 2^53.
 */
export declare const TOKENS_MAX: number;
/** Reads token counts, keeps the rules that fired, and remembers the first reason to reject the span. */
export declare class TokenReader {
    #private;
    readonly notes: Set<Note>;
    rejection: TokenRejection | null;
    /** A whole number 0..TOKENS_MAX; null where there is none, or none that can be believed. */
    read(value: unknown): number | null;
}
//# sourceMappingURL=token-count.d.ts.map