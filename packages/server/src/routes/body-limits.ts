import type { BodyLimits } from "@promptprof/otlp";
import type { Config } from "../config/config.ts";

/** One limit for both sides of the decompression, as the OTLP specification has it. */
export function bodyLimits({ limits }: Config): BodyLimits {
  return { compressedBytes: limits.bodyBytes, inflatedBytes: limits.bodyBytes };
}
