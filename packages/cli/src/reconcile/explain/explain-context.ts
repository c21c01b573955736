import type { LedgerAnswer } from "@promptprof/server/contract";
import type { Amounts, SomeAmounts } from "../amounts.ts";
import type { Cell } from "../compare/cell.ts";
import type { ModelGroup } from "../compare/join-models.ts";
import type { Statement } from "../compare/merge-invoices.ts";
import type { ModelEvidence } from "../ours/evidence.ts";
import type { Balance } from "./balance.ts";
import type { Explanation } from "./explanation.ts";
import type { TokenRates } from "./token-rates.ts";

/** The cells of one model (and key) over all days on which both sides have it: most causes act on all of its days. */
export interface Section {
  readonly group: ModelGroup;
  readonly cells: readonly Cell[];
  /** Sums of what the invoice states of these cells. */
  readonly invoice: Amounts;
  readonly ours: Amounts;
}

/** Everything that a rule may look at. */
export interface ExplainContext {
  readonly cells: readonly Cell[];
  readonly sections: readonly Section[];
  readonly balance: Balance;
  readonly statement: Pick<Statement, "provider" | "costStepNanoUsd" | "states">;
  /** 0.01 = 1 %: two numbers that are closer are the same. */
  readonly tolerance: number;
  readonly byKey: boolean;
  /** The UTC day that is not over. */
  readonly today: string;
  /** What the single calls of a group of models tell; null = none were looked at. */
  readonly evidenceOf: (group: ModelGroup) => ModelEvidence | null;
  /** What calls of a cell count that may be second views of another call. */
  readonly duplicatesOf: (cell: Cell) => SomeAmounts;
  /** What tokens cost by our prices; null where nothing of it is priced. */
  readonly ratesOf: (cell: Cell) => TokenRates | null;
  readonly ledger: LedgerAnswer;
}

/** Looks for one cause, and takes from the balance what it accounts for. */
export type ExplainRule = (context: ExplainContext) => Explanation[];
