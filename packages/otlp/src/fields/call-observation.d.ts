import { type Call } from "@promptprof/model";
import type { CallObservation } from "../observation.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { RejectReason } from "../wire/rejected-record.ts";
import type { CallFacts } from "./call-facts.ts";
import type { TokenRejection } from "./token-count.ts";
/** A span or an event that claims to be a call but whose numbers cannot be stored. */
export interface RejectedSpan {
    readonly kind: "rejected";
    readonly reason: TokenRejection | RejectReason;
}
/** Makes a call of what a span says: one meaning for every number, one name for every provider and failure. */
export declare function callObservation(span: OtlpSpan, facts: CallFacts, dialect: string): CallObservation | RejectedSpan;
/** The server prices a settled call; until then it has no price row and no reason either. */
export declare const NOT_PRICED_YET: Call["pricing"];
//# sourceMappingURL=call-observation.d.ts.map