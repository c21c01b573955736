import type { AmountName, Amounts } from "./amounts.ts";
import type { Agreement } from "./compare/agreement.ts";
import type { ComparedRow, Dimension } from "./compare/compared-row.ts";
import type { JoinGround } from "./compare/join-models.ts";
import type { Explained } from "./explain/explain.ts";
import type { Explanation } from "./explain/explanation.ts";

/** The whole answer; `--json` prints it as it is. */
export interface Reconciliation {
  readonly invoice: {
    readonly files: readonly { readonly file: string; readonly format: string; readonly lines: number }[];
    readonly states: readonly AmountName[];
  };
  /** The compared UTC days, both included; null where there is none. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly by: readonly Dimension[];
  readonly tolerance: number;
  readonly agreement: Agreement;
  readonly total: ComparedRow;
  /** Largest gap first. */
  readonly rows: readonly ComparedRow[];
  /** Models that are compared as one though they are not written alike. */
  readonly joined: readonly JoinedModels[];
  readonly leftOver: { readonly invoice: readonly string[]; readonly ours: readonly string[] };
  /** Known to be of another bill or of another kind, and therefore in no number above. */
  readonly setAside: readonly SetAside[];
  /** Largest part of the gap first. */
  readonly explanations: readonly Explanation[];
  readonly unexplained: Explained["unexplained"];
  /** What is to be known of the comparison itself. */
  readonly remarks: readonly string[];
}

export interface JoinedModels {
  readonly invoice: readonly string[];
  readonly ours: readonly string[];
  readonly ground: JoinGround;
}

export interface SetAside {
  readonly side: "invoice" | "ours";
  readonly what: string;
  readonly amounts: Amounts;
}
