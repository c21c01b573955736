import { MalformedBodyError } from "./body-error.js";
import { BYTES, ByteReader } from "./byte-reader.js";
import { field, readKeyValue } from "./key-value-reader.js";
import { RecordCollector, RejectedRecord } from "./rejected-record.js";
/**
 * Reads every record of a protobuf export request. The three requests (traces, logs, metrics) share one shape:
 * request.1 = resources; resource.1 = its attributes, .2 = scopes; scope.1 = its name, .2 = records.
 *
 * The outer levels are walked by hand, so that a broken record costs only itself: its length is known before its
 * content is read.
 *
 * @throws MalformedBodyError where a length leaves its frame, so that the next record cannot be found
 */
export function readEnvelope(body, limits, read) {
    const reader = new ByteReader(body);
    const collector = new RecordCollector();
    for (const resourceFrame of framesOf(reader, { start: 0, length: body.length }).first) {
        const resource = framesOf(reader, resourceFrame);
        for (const scopeFrame of resource.second) {
            const scope = framesOf(reader, scopeFrame);
            const context = readContext(reader, resource.first.at(-1), scope.first.at(-1), limits);
            if (context instanceof RejectedRecord) {
                collector.reject(context.reason, scope.second.length);
                continue;
            }
            for (const frame of scope.second)
                collector.collect(() => read(frame, context));
        }
    }
    return collector;
}
const FIRST = field(1, BYTES);
const SECOND = field(2, BYTES);
/** Where the messages in fields 1 and 2 lie; all other fields are skipped. */
function framesOf(reader, outer) {
    const first = [];
    const second = [];
    try {
        for (reader.open(outer); reader.pos < reader.end;) {
            const tag = reader.uint32();
            if (tag === FIRST)
                first.push(reader.frame());
            else if (tag === SECOND)
                second.push(reader.frame());
            else
                reader.skip(tag & 7);
        }
    }
    catch (error) {
        throw new MalformedBodyError(`body is not an OTLP protobuf request: it makes no sense at byte ${reader.pos}`, {
            cause: error,
        });
    }
    return { first, second };
}
function readContext(reader, resource, scope, limits) {
    try {
        return { resource: readResource(reader, resource, limits), scope: readScope(reader, scope) };
    }
    catch (error) {
        if (error instanceof RejectedRecord)
            return error;
        throw error;
    }
}
function readResource(reader, frame, limits) {
    const attributes = new Map();
    if (frame === undefined)
        return attributes;
    for (reader.open(frame); reader.pos < reader.end;) {
        const tag = reader.uint32();
        if (tag === FIRST)
            readKeyValue(reader, attributes, limits);
        else
            reader.skip(tag & 7);
    }
    return attributes;
}
function readScope(reader, frame) {
    const scope = { name: "", version: "" };
    if (frame === undefined)
        return scope;
    for (reader.open(frame); reader.pos < reader.end;) {
        const tag = reader.uint32();
        if (tag === FIRST)
            scope.name = reader.text();
        else if (tag === SECOND)
            scope.version = reader.text();
        else
            reader.skip(tag & 7);
    }
    return scope;
}
//# sourceMappingURL=envelope.js.map