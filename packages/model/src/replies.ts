// The readers of providers' replies, without the price list: what the SDK and the proxy need of this package.
export type { ReplyShape } from "./replies/reply-shape.ts";
export { REPLY_SHAPES } from "./replies/reply-shape.ts";
export type { Carried, ReplyFacts, UsageApart } from "./replies/reply-facts.ts";
export type { ReplyNote } from "./replies/reply-note.ts";
export { REPLY_NOTES } from "./replies/reply-note.ts";
export { readReply } from "./replies/read-reply.ts";
export type { StreamReader } from "./replies/stream-reader.ts";
export { createStreamReader } from "./replies/stream-reader.ts";
export { recogniseShape } from "./replies/recognise-shape.ts";
export type { ClassifiedError, ErrorSigns } from "./replies/classify-error.ts";
export { classifyError } from "./replies/classify-error.ts";
export type { HeaderFacts } from "./replies/read-headers.ts";
export { readHeaders } from "./replies/read-headers.ts";
