import type { Dialect } from "./dialect.ts";
/**
 * The AI SDK's own spans: `experimental_telemetry` of versions 5 and 6 and the legacy telemetry of 7. The call is the
 * inner `*.doGenerate | *.doStream | *.doEmbed`; 5 and 6 make one of them for each attempt, 7 one for all.
 */
export declare const vercelAi: Dialect;
//# sourceMappingURL=vercel-ai.d.ts.map