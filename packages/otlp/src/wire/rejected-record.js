/** Thrown inside the decoders to give up on one record. It never leaves this package. */
export class RejectedRecord extends Error {
    reason;
    constructor(reason) {
        super(reason);
        this.reason = reason;
    }
}
/** Collects records, and counts those that could not be read. */
export class RecordCollector {
    records = [];
    rejected = {};
    /** Runs `read`; a `RejectedRecord` costs that record alone, any other error is ours and goes on. */
    collect(read) {
        try {
            this.records.push(read());
        }
        catch (error) {
            if (!(error instanceof RejectedRecord))
                throw error;
            this.reject(error.reason, 1);
        }
    }
    reject(reason, n) {
        if (n > 0)
            this.rejected[reason] = (this.rejected[reason] ?? 0) + n;
    }
}
//# sourceMappingURL=rejected-record.js.map