// How numbers are written, everywhere the same: no data is for the caller to say, since a table and a sentence differ there.
export { formatDelta, formatPoints, relativeChange } from "./format/change.ts";
export { formatDuration } from "./format/duration.ts";
export { formatUsd, formatUsdOfCall, formatUsdPerThousandCalls } from "./format/money.ts";
export { formatRate, oneDecimal } from "./format/rate.ts";
export { significant, withThousands } from "./format/significant.ts";
export { formatCount, formatTokens } from "./format/tokens.ts";
