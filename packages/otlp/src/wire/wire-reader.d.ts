import protobuf from "protobufjs/minimal.js";
import type { Frame } from "./byte-reader.ts";
/**
 * protobufjs' reader for the generated decoders, with one difference: text is decoded by V8 and only looked at again
 * when it holds U+FFFD, which stands for broken bytes, or for itself. protobufjs' own check walks every byte in
 * JavaScript.
 */
export declare class WireReader extends protobuf.Reader {
    #private;
    constructor(body: Uint8Array);
    /** Runs a generated decoder over one message of the body. @throws RejectedRecord */
    decode<M>({ start, length }: Frame, decoder: (reader: WireReader, length: number) => M): M;
    stringVerify(): string;
}
//# sourceMappingURL=wire-reader.d.ts.map