/**
 * A value as OpenTelemetry's `AnyValue` can carry it. Whole numbers beyond 2^53 are `bigint`, an empty value is
 * `null`. Objects are Maps, because keys come from strangers and `__proto__` is a key like any other.
 */
export type AttributeValue = string | number | bigint | boolean | null | Uint8Array | readonly AttributeValue[] | ReadonlyMap<string, AttributeValue>;
export type Attributes = ReadonlyMap<string, AttributeValue>;
/** Bounds for one attribute: the text and bytes it holds, and its nested lists and objects. */
export interface AttributeLimits {
    readonly bytes: number;
    readonly depth: number;
}
/**
 * 10 MiB hold every prompt that a model takes today (a million tokens are some 4 MiB of text). Message parts nest
 * 6 levels deep and JSON schemas of tools rarely 20, so 32 levels cut off nothing that is real.
 */
export declare const ATTRIBUTE_LIMITS: AttributeLimits;
/** What one attribute may still hold; throws `RejectedRecord` when that is used up. */
export declare class AttributeBudget {
    #private;
    constructor(limits: AttributeLimits);
    /** @param depth levels entered so far, the new one included */
    enter(depth: number): void;
    /** A UTF-16 unit has at most 3 bytes in UTF-8, so only texts near the limit are measured exactly. */
    spendText(text: string): void;
    spendBytes(bytes: number): void;
}
//# sourceMappingURL=attribute-value.d.ts.map