import type { AttributeValue } from "@opentelemetry/api";
import { SCOPE } from "../scope.ts";
import { encodeAttributes } from "./encode-span.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";

// Field numbers: opentelemetry-proto 1.x, collector/trace/v1/trace_service.proto, trace/v1/trace.proto and
// resource/v1/resource.proto. Those of logs are the same.
const RESOURCE_RECORDS = 1;
const RESOURCE = 1;
const RESOURCE_ATTRIBUTES = 1;
const SCOPE_RECORDS = 2;
const SCOPE_FIELD = 1;
const SCOPE_NAME = 1;
const SCOPE_VERSION = 2;

/**
 * The body of one export request, in two parts.
 *
 * @param records encoded spans (or log records), each with the tag that it has in its scope
 */
export function encodeRequest(
  resource: Readonly<Record<string, AttributeValue>>,
  records: Buffer,
): readonly [head: Buffer, records: Buffer] {
  const writer = new ProtobufWriter();
  const all = writer.begin(RESOURCE_RECORDS);
  const from = writer.begin(RESOURCE);
  encodeAttributes(writer, RESOURCE_ATTRIBUTES, Object.entries(resource));
  writer.finish(from);
  const scoped = writer.begin(SCOPE_RECORDS);
  const scope = writer.begin(SCOPE_FIELD);
  writer.text(SCOPE_NAME, SCOPE.name);
  writer.text(SCOPE_VERSION, SCOPE.version);
  writer.finish(scope);
  // The records stay where they are: they are counted in both lengths, and follow.
  writer.finish(scoped, records.length);
  writer.finish(all, records.length);
  return [writer.take(), records];
}
