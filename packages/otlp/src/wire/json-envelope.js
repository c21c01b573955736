import { isUtf8 } from "node:buffer";
import { MalformedBodyError } from "./body-error.js";
import { readJsonAttributes } from "./json-any-value.js";
import { jsonObject, jsonText } from "./json-object.js";
import { RecordCollector, RejectedRecord } from "./rejected-record.js";
/**
 * Reads every record of an OTLP/JSON export request: `resource<Kind>[].scope<Kind>[].<records>[]`.
 * Fields are lowerCamelCase; unknown ones are ignored, `null` is the same as absent.
 *
 * @throws MalformedBodyError when the text is no JSON object, or one of the outer levels is no list
 */
export function jsonRecords(body, kind, recordsField, limits, read) {
    const collector = new RecordCollector();
    const { request, broken } = parseBody(body);
    for (const resourceRecords of list(request, `resource${kind}`)) {
        for (const scopeRecords of list(resourceRecords, `scope${kind}`)) {
            const records = listOfAnything(scopeRecords, recordsField);
            const context = readContext(resourceRecords, scopeRecords, limits);
            if (context instanceof RejectedRecord) {
                collector.reject(context.reason, records.length);
                continue;
            }
            for (const record of records)
                collector.collect(() => read(checked(record, broken), context));
        }
    }
    return collector;
}
function parseBody(body) {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (bytes.length === 0)
        return { request: {}, broken: false };
    try {
        const request = jsonObject(JSON.parse(bytes.toString("utf8")));
        if (request !== undefined)
            return { request, broken: !isUtf8(bytes) };
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new MalformedBodyError(`body is not JSON: ${oneLine(reason)}`, { cause: error });
    }
    throw new MalformedBodyError("body is JSON, but not an object with an OTLP request");
}
/** V8 quotes the text around an error, line breaks and all. */
function oneLine(text) {
    return text.replaceAll(/\s+/g, " ").slice(0, 200);
}
function list(parent, field) {
    return listOfAnything(parent, field).map((element, index) => {
        const object = jsonObject(element);
        if (object === undefined)
            throw new MalformedBodyError(`${field}[${index}] must be an object`);
        return object;
    });
}
function listOfAnything(parent, field) {
    const value = parent[field] ?? [];
    if (!Array.isArray(value))
        throw new MalformedBodyError(`${field} must be a list`);
    return value;
}
/**
 * Where the body holds invalid UTF-8, every broken byte has become U+FFFD, so the records that hold one are the
 * broken ones (and those that held U+FFFD to begin with, which cannot be told apart any more).
 */
function checked(record, broken) {
    const object = jsonObject(record);
    if (object === undefined)
        throw new RejectedRecord("unreadable");
    if (broken && JSON.stringify(object).includes("\uFFFD"))
        throw new RejectedRecord("invalid_utf8");
    return object;
}
function readContext(resourceRecords, scopeRecords, limits) {
    const scope = jsonObject(scopeRecords["scope"]) ?? {};
    try {
        return {
            resource: readJsonAttributes(jsonObject(resourceRecords["resource"])?.["attributes"], limits),
            scope: { name: jsonText(scope["name"]), version: jsonText(scope["version"]) },
        };
    }
    catch (error) {
        if (error instanceof RejectedRecord)
            return error;
        throw error;
    }
}
//# sourceMappingURL=json-envelope.js.map