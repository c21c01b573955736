/** The body is larger than the limit, before or after decompression. HTTP answers 413. */
export declare class BodyTooLargeError extends Error {
    readonly name: string;
}
/** Nothing of the body can be read; the message says why in one line. HTTP answers 400. */
export declare class MalformedBodyError extends Error {
    readonly name: string;
}
/** A Content-Encoding other than gzip and identity. HTTP answers 415. */
export declare class UnsupportedEncodingError extends Error {
    readonly name: string;
}
//# sourceMappingURL=body-error.d.ts.map