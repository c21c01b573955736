/** The body is larger than the limit, before or after decompression. HTTP answers 413. */
export class BodyTooLargeError extends Error {
    name = "BodyTooLargeError";
}
/** Nothing of the body can be read; the message says why in one line. HTTP answers 400. */
export class MalformedBodyError extends Error {
    name = "MalformedBodyError";
}
/** A Content-Encoding other than gzip and identity. HTTP answers 415. */
export class UnsupportedEncodingError extends Error {
    name = "UnsupportedEncodingError";
}
//# sourceMappingURL=body-error.js.map