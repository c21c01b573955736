/**
 * 2^32 - 1. No model comes near it (the largest context is some 10^7 tokens), and it keeps every sum of a million
 * calls below 2^53.
 */
export const TOKENS_MAX = 2 ** 32 - 1;
/** Reads token counts, keeps the rules that fired, and remembers the first reason to reject the span. */
export class TokenReader {
    notes = new Set();
    rejection = null;
    /** A whole number 0..TOKENS_MAX; null where there is none, or none that can be believed. */
    read(value) {
        if (value === undefined || value === null || value === "")
            return null;
        if (typeof value === "number")
            return this.#check(value);
        if (typeof value === "bigint")
            return this.#check(Number(value));
        if (typeof value !== "string" || !/^[+-]?\d+(\.0+)?$/.test(value.trim()))
            return this.#ignore();
        this.notes.add("tokens_as_text");
        return this.#check(Number(value));
    }
    #check(count) {
        if (!Number.isFinite(count))
            return this.#reject("tokens_not_a_number");
        if (count < 0)
            return this.#reject("negative_tokens");
        if (count > TOKENS_MAX)
            return this.#reject("tokens_out_of_range");
        return Number.isInteger(count) ? count : this.#ignore();
    }
    #ignore() {
        this.notes.add("unreadable_tokens_ignored");
        return null;
    }
    #reject(reason) {
        this.rejection ??= reason;
        return null;
    }
}
//# sourceMappingURL=token-count.js.map