/**
 * Remembers the last short text at each hash of its bytes, so that a name that stands in every span is made into a
 * string once. At most 2048 texts of 64 bytes are kept, some 300 kB.
 */
export declare class TextCache {
    #private;
    /** The text of these bytes; `make` is asked where it is not known. */
    get(source: Buffer, start: number, end: number, make: () => string): string;
}
//# sourceMappingURL=text-cache.d.ts.map