import type Long from "long";
import { opentelemetry } from "#wire";
import {
  AttributeBudget,
  type AttributeLimits,
  type Attributes,
  type AttributeValue,
} from "./attribute-value.ts";
import { RejectedRecord } from "./rejected-record.ts";
import type { UnixNano } from "./unix-nano.ts";

type WireValue = opentelemetry.proto.common.v1.AnyValue.$Properties;
type WireKeyValue = opentelemetry.proto.common.v1.KeyValue.$Properties;

/** Decoded protobuf attributes as plain values; the last one wins where a key stands twice. @throws RejectedRecord */
export function readAttributes(
  pairs: readonly WireKeyValue[] | null | undefined,
  limits: AttributeLimits,
): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const pair of pairs ?? []) attributes.set(pair.key ?? "", readAnyValue(pair.value, limits));
  return attributes;
}

/** One decoded protobuf value as a plain value. Scalars, nearly all there are, go without a budget object. */
export function readAnyValue(value: WireValue | null | undefined, limits: AttributeLimits): AttributeValue {
  const text = value?.stringValue;
  if (typeof text === "string") {
    if (text.length * 3 > limits.bytes && Buffer.byteLength(text) > limits.bytes) {
      throw new RejectedRecord("attribute_too_large");
    }
    return text;
  }
  return readNested(value, new AttributeBudget(limits), 0);
}

function readNested(
  value: WireValue | null | undefined,
  budget: AttributeBudget,
  depth: number,
): AttributeValue {
  if (value === null || value === undefined) return null;
  if (typeof value.stringValue === "string") {
    budget.spendText(value.stringValue);
    return value.stringValue;
  }
  if (value.intValue) return wholeNumberOf(value.intValue);
  if (typeof value.boolValue === "boolean") return value.boolValue;
  if (typeof value.doubleValue === "number") return value.doubleValue;
  if (value.arrayValue) return readList(value.arrayValue.values ?? [], budget, depth + 1);
  if (value.kvlistValue) return readObject(value.kvlistValue.values ?? [], budget, depth + 1);
  if (value.bytesValue) {
    budget.spendBytes(value.bytesValue.length);
    return value.bytesValue;
  }
  return null;
}

function readList(values: readonly WireValue[], budget: AttributeBudget, depth: number): AttributeValue {
  budget.enter(depth);
  return values.map((value) => readNested(value, budget, depth));
}

function readObject(pairs: readonly WireKeyValue[], budget: AttributeBudget, depth: number): AttributeValue {
  budget.enter(depth);
  const object = new Map<string, AttributeValue>();
  for (const pair of pairs) {
    budget.spendText(pair.key ?? "");
    object.set(pair.key ?? "", readNested(pair.value, budget, depth));
  }
  return object;
}

/** Bytes of an id as lower-case hex; "" for none. */
export function hex(bytes: Uint8Array | null | undefined): string {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex") : "";
}

/** A fixed64 time; absent = 0. */
export function unixNano(time: Long | null | undefined): UnixNano {
  return time ? { high: time.high >>> 0, low: time.low >>> 0 } : { high: 0, low: 0 };
}

/** An int64 as a number where that is exact. */
export function wholeNumberOf(long: Long): number | bigint {
  const number = long.toNumber();
  return Number.isSafeInteger(number) ? number : BigInt(long.toString());
}
