import type { Call } from "@promptprof/model";
import type { Inherited } from "../observation.ts";
/**
 * A call with what it does not say itself taken from the spans above, the nearest first. Prompt and version belong
 * together: a version is only taken from the span that gives the prompt, or where nothing names a prompt at all.
 *
 * @param ancestors nearest first
 */
export declare function inherit(call: Call, ancestors: readonly Inherited[], fallbackTeam: string | null): Call;
//# sourceMappingURL=inherit.d.ts.map