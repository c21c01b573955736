// The part of this package that loads nothing: names and shapes, for code that runs in other people's processes.
export type { Call, CallTokens } from "./call.ts";
export type { ErrorClass } from "./error-class.ts";
export { ERROR_CLASSES } from "./error-class.ts";
export type { ScoreSource } from "./score.ts";
export { SCORE_SOURCES } from "./score.ts";
export type { Segment, SegmentKind } from "./segment.ts";
export { GEN_AI, OTEL, PROMPTPROF } from "./attributes.ts";
export type { GapSummary } from "./gap-histogram.ts";
export { providerName, providerOfHost } from "./provider-name.ts";
export { GapHistogram } from "./gap-histogram.ts";
