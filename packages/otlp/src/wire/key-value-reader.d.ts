import { type AttributeLimits, type AttributeValue } from "./attribute-value.ts";
import { type ByteReader } from "./byte-reader.ts";
/** A field's tag: its number and its wire type. */
export declare function field(number: number, wireType: number): number;
/**
 * Reads the attribute that follows; the last one wins where a key stands twice.
 * @throws RejectedRecord where it is broken, too large or too deep
 */
export declare function readKeyValue(reader: ByteReader, into: Map<string, AttributeValue>, limits: AttributeLimits): void;
//# sourceMappingURL=key-value-reader.d.ts.map