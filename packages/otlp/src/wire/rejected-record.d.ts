/** Why one record of a request is left out while the others of the same request are kept. */
export type RejectReason = "invalid_trace_id" | "invalid_span_id" | "invalid_parent_span_id" | "start_out_of_range" | "end_before_start" | "invalid_utf8" | "attribute_too_large" | "attribute_too_deep" | "unreadable";
/** Rejected records by reason; the sum is what the partial success of the answer reports. */
export type Rejected = Readonly<Partial<Record<RejectReason, number>>>;
/** Thrown inside the decoders to give up on one record. It never leaves this package. */
export declare class RejectedRecord extends Error {
    readonly reason: RejectReason;
    constructor(reason: RejectReason);
}
/** Collects records, and counts those that could not be read. */
export declare class RecordCollector<T> {
    readonly records: T[];
    readonly rejected: Partial<Record<RejectReason, number>>;
    /** Runs `read`; a `RejectedRecord` costs that record alone, any other error is ours and goes on. */
    collect(read: () => T): void;
    reject(reason: RejectReason, n: number): void;
}
//# sourceMappingURL=rejected-record.d.ts.map