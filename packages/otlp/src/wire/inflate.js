import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { BodyTooLargeError, MalformedBodyError, UnsupportedEncodingError } from "./body-error.js";
/** What the OTLP specification (1.11) recommends for both limits: 64 MiB. */
export const BODY_LIMITS = { compressedBytes: 64 * 2 ** 20, inflatedBytes: 64 * 2 ** 20 };
const gunzipAsync = promisify(gunzip);
/**
 * The body as its sender wrote it, before compression.
 *
 * A gzip bomb costs no more than the limit: zlib stops at the first chunk beyond it.
 *
 * @param contentEncoding value of the Content-Encoding header; undefined, "" and "identity" mean plain
 * @throws BodyTooLargeError, MalformedBodyError (not gzip, or cut off), UnsupportedEncodingError
 */
export async function inflate(body, contentEncoding, limits = BODY_LIMITS) {
    if (body.length > limits.compressedBytes)
        throw tooLarge(body.length, limits.compressedBytes);
    switch (contentEncoding?.trim().toLowerCase() ?? "") {
        case "":
        case "identity":
            if (body.length > limits.inflatedBytes)
                throw tooLarge(body.length, limits.inflatedBytes);
            return body;
        case "gzip":
        case "x-gzip":
            return gunzipWithin(body, limits.inflatedBytes);
        default:
            throw new UnsupportedEncodingError(`content-encoding ${JSON.stringify(contentEncoding)} is not supported; send gzip or no encoding`);
    }
}
async function gunzipWithin(body, maxOutputLength) {
    try {
        return await gunzipAsync(body, { maxOutputLength });
    }
    catch (error) {
        if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") {
            throw new BodyTooLargeError(`body is over the limit of ${maxOutputLength} bytes after decompression`, {
                cause: error,
            });
        }
        const reason = error instanceof Error ? error.message : String(error);
        throw new MalformedBodyError(`body is not valid gzip: ${reason}`, { cause: error });
    }
}
function tooLarge(bytes, limit) {
    return new BodyTooLargeError(`body has ${bytes} bytes, the limit is ${limit}`);
}
function codeOf(error) {
    return error instanceof Error && "code" in error ? error.code : undefined;
}
//# sourceMappingURL=inflate.js.map