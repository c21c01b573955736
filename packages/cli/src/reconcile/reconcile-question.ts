import type { JoinQuestion } from "./compare/compare.ts";
import type { Dimension } from "./compare/compared-row.ts";

/** What is asked of both sides. */
export interface ReconcileQuestion extends Omit<JoinQuestion, "byKey"> {
  /** What the table is by; `key` among them compares keys. */
  readonly by: readonly Dimension[];
  /** 0.01 = 1 %. */
  readonly tolerance: number;
  /** The UTC day that is not over. */
  readonly today: string;
}

export function joinQuestion(question: ReconcileQuestion): JoinQuestion {
  return { ...question, byKey: question.by.includes("key") };
}
