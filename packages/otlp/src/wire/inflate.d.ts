/** Largest body in bytes: as it came over the wire, and after decompression. */
export interface BodyLimits {
    readonly compressedBytes: number;
    readonly inflatedBytes: number;
}
/** What the OTLP specification (1.11) recommends for both limits: 64 MiB. */
export declare const BODY_LIMITS: BodyLimits;
/**
 * The body as its sender wrote it, before compression.
 *
 * A gzip bomb costs no more than the limit: zlib stops at the first chunk beyond it.
 *
 * @param contentEncoding value of the Content-Encoding header; undefined, "" and "identity" mean plain
 * @throws BodyTooLargeError, MalformedBodyError (not gzip, or cut off), UnsupportedEncodingError
 */
export declare function inflate(body: Uint8Array, contentEncoding: string | undefined, limits?: BodyLimits): Promise<Uint8Array>;
//# sourceMappingURL=inflate.d.ts.map