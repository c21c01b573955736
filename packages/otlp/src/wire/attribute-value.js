import { RejectedRecord } from "./rejected-record.js";
/**
 * 10 MiB hold every prompt that a model takes today (a million tokens are some 4 MiB of text). Message parts nest
 * 6 levels deep and JSON schemas of tools rarely 20, so 32 levels cut off nothing that is real.
 */
export const ATTRIBUTE_LIMITS = { bytes: 10 * 2 ** 20, depth: 32 };
/** What one attribute may still hold; throws `RejectedRecord` when that is used up. */
export class AttributeBudget {
    #depth;
    #bytes;
    constructor(limits) {
        this.#bytes = limits.bytes;
        this.#depth = limits.depth;
    }
    /** @param depth levels entered so far, the new one included */
    enter(depth) {
        if (depth > this.#depth)
            throw new RejectedRecord("attribute_too_deep");
    }
    /** A UTF-16 unit has at most 3 bytes in UTF-8, so only texts near the limit are measured exactly. */
    spendText(text) {
        this.spendBytes(text.length * 3 <= this.#bytes ? text.length : Buffer.byteLength(text));
    }
    spendBytes(bytes) {
        this.#bytes -= bytes;
        if (this.#bytes < 0)
            throw new RejectedRecord("attribute_too_large");
    }
}
//# sourceMappingURL=attribute-value.js.map