import type { Dialect } from "./dialect.ts";
import { openinference } from "./openinference.ts";
import { otelGenai } from "./otel-genai.ts";
import { promptprof } from "./promptprof.ts";

/** All dialects, the most specific first: the first one that matches reads the span. */
export const DIALECTS: readonly Dialect[] = [promptprof, openinference, otelGenai];
