import type { UnixNano } from "./unix-nano.ts";
/** protobuf's wire types, the lower three bits of a field's tag. */
export declare const VARINT = 0;
export declare const FIXED64 = 1;
export declare const BYTES = 2;
export declare const GROUP = 3;
export declare const GROUP_END = 4;
export declare const FIXED32 = 5;
/** Where a message lies inside the body. */
export interface Frame {
    readonly start: number;
    readonly length: number;
}
/**
 * Reads protobuf's primitives from a frame of a body. Whatever leaves the frame rejects the record; nothing outside
 * the frame is ever read.
 */
export declare class ByteReader {
    #private;
    pos: number;
    end: number;
    constructor(body: Uint8Array);
    /** Goes to the start of a frame and stays inside it. */
    open({ start, length }: Frame): void;
    /** Passes over an embedded message, and gives where it is. */
    frame(): Frame;
    /** An unsigned varint of up to 32 bits: tags, lengths, enums. Higher bits are dropped, as protobuf demands. */
    uint32(): number;
    /** A signed 64-bit varint: a number where that is exact. */
    int64(): number | bigint;
    fixed64(): UnixNano;
    fixed32(): number;
    double(): number;
    text(): string;
    bytes(): Uint8Array;
    hex(): string;
    /** Narrows the frame to the embedded message that follows. @returns the outer frame's end, for `leave` */
    enter(): number;
    /** Goes on behind the embedded message. */
    leave(outerEnd: number): void;
    /** @param depth of groups in each other, which nobody has written for ten years */
    skip(wireType: number, depth?: number): void;
}
//# sourceMappingURL=byte-reader.d.ts.map