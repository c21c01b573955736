import { type Call } from "@promptprof/model";
import { type TokenEstimate } from "../fields/token-estimate.ts";
/**
 * A settled call with our own count of its text, where nothing reported any tokens. A failed call used what nobody
 * knows; one that was cancelled has read its input.
 */
export declare function applyEstimate(call: Call, estimate: TokenEstimate | null): Call;
//# sourceMappingURL=apply-estimate.d.ts.map