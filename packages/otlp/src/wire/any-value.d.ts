import type Long from "long";
import { opentelemetry } from "#wire";
import { type AttributeLimits, type Attributes, type AttributeValue } from "./attribute-value.ts";
import type { UnixNano } from "./unix-nano.ts";
type WireValue = opentelemetry.proto.common.v1.AnyValue.$Properties;
type WireKeyValue = opentelemetry.proto.common.v1.KeyValue.$Properties;
/** Decoded protobuf attributes as plain values; the last one wins where a key stands twice. @throws RejectedRecord */
export declare function readAttributes(pairs: readonly WireKeyValue[] | null | undefined, limits: AttributeLimits): Attributes;
/** One decoded protobuf value as a plain value. Scalars, nearly all there are, go without a budget object. */
export declare function readAnyValue(value: WireValue | null | undefined, limits: AttributeLimits): AttributeValue;
/** Bytes of an id as lower-case hex; "" for none. */
export declare function hex(bytes: Uint8Array | null | undefined): string;
/** A fixed64 time; absent = 0. */
export declare function unixNano(time: Long | null | undefined): UnixNano;
/** An int64 as a number where that is exact. */
export declare function wholeNumberOf(long: Long): number | bigint;
export {};
//# sourceMappingURL=any-value.d.ts.map