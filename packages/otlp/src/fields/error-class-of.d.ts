import type { ErrorClass } from "@promptprof/model";
/** What is known of a failure; any part may be missing. */
export interface Failure {
    /** `error.type`, an exception's type, or a provider's error code. */
    readonly type: string | null;
    readonly httpStatus: number | null;
    readonly message: string | null;
}
/**
 * The class of a failure. The most specific type decides; else the HTTP status, which messages such as
 * "429 Rate limit reached" carry too; else words of the message.
 */
export declare function errorClassOf(failure: Failure): ErrorClass;
//# sourceMappingURL=error-class-of.d.ts.map