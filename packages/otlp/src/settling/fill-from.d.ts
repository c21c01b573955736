import type { Call } from "@promptprof/model";
import type { ToldFields } from "../observation.ts";
/**
 * A call with its gaps filled from what an event tells of it; the same object where there was nothing to fill. Token
 * counts are taken together or not at all, and so are prompt and version.
 */
export declare function fillFrom(call: Call, told: Told): Call;
/** A details event tells of everything, other events of less. */
type Told = ToldFields & Partial<Call>;
export {};
//# sourceMappingURL=fill-from.d.ts.map