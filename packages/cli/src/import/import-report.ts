import type { LedgerAnswer } from "@promptprof/server/contract";

/** What an import did; `--json` prints it as it is. */
export interface ImportReport {
  readonly file: string;
  readonly project: string;
  /** Data rows read = sent + rejected. */
  readonly rows: number;
  readonly sent: number;
  readonly rejected: number;
  /** The first ten rows that could not be read, with everything that is wrong with each. */
  readonly rejectedRows: readonly RejectedRow[];
  /** How the server's ledger grew meanwhile; other clients' calls of that time are in it too. */
  readonly ledger: LedgerAnswer;
  /** First and last call of the file, ISO 8601; null when nothing was sent. */
  readonly from: string | null;
  readonly to: string | null;
  readonly reportedCostDiffers: CostDifferences;
}

export interface RejectedRow {
  readonly line: number;
  readonly reasons: readonly string[];
}

/** Calls of the project in the file's time whose recomputed cost is more than 5 % away from what the file says. */
export interface CostDifferences {
  readonly calls: number;
  readonly claimedNanoUsd: number;
  readonly recomputedNanoUsd: number;
  /** The ten with the largest distance in dollars, largest first. */
  readonly worst: readonly CostDifference[];
}

export interface CostDifference {
  readonly time: string;
  readonly model: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly claimedNanoUsd: number;
  readonly recomputedNanoUsd: number;
  readonly traceId: string;
  readonly spanId: string;
}
