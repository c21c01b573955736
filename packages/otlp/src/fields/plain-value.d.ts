import type { AttributeValue } from "../wire/attribute-value.ts";
/**
 * Longer JSON text is not parsed: a million characters take some 5 ms of the one thread that everything shares, and
 * more is not counted in one request anyway.
 */
export declare const JSON_CHARACTERS_MAX: number;
/**
 * A value as `JSON.parse` gives it, whether it came as a structure or as JSON text. Text that is no JSON, or too much
 * of it, stays text; bytes are nothing.
 */
export declare function plainValue(value: AttributeValue | undefined): unknown;
//# sourceMappingURL=plain-value.d.ts.map