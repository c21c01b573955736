export type { BodyEncoding, DecodedTraces } from "./wire/decode-traces.ts";
export { decodeTraces } from "./wire/decode-traces.ts";
