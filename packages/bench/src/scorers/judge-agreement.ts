import { gwetAc1, kappa, type AgreementTable, type Interval, type TooFew } from "@promptprof/stats";

/** One output that a person graded, and the judge too; both 0 to 1. A judge without value is null. */
export interface GradedTwice {
  readonly human: number;
  readonly judge: number | null;
}

export interface JudgeAgreement {
  /** Items that both graded. */
  readonly n: number;
  /** Items without a value of the judge. */
  readonly unjudged: number;
  readonly grades: readonly number[];
  /** `table[i][j]`: the person gave grade i, the judge grade j. */
  readonly table: AgreementTable;
  /** With quadratic weights where there are more than two grades. */
  readonly kappa: Interval | TooFew;
  readonly ac1: Interval | TooFew;
  /** Whether a gate may rest on the judge; else its scores are advice. */
  readonly usable: boolean;
}

/** From here on a judge agrees with people as much as people do, on this many items (stats.md, section 10). */
const LEAST_KAPPA = 0.6;
const LEAST_ITEMS = 100;

/** How far a judge agrees with people, beyond chance. Kappa is low where nearly all is one grade; AC1 then is not. */
export function judgeAgreement(items: readonly GradedTwice[]): JudgeAgreement {
  const both = items.flatMap(({ human, judge }) => (judge === null ? [] : [{ human, judge }]));
  const grades = [...new Set(both.flatMap(({ human, judge }) => [human, judge]))].toSorted((a, b) => a - b);
  const table = grades.map((own) =>
    grades.map((other) => both.filter(({ human, judge }) => human === own && judge === other).length),
  );
  const beyondChance = kappa(table, grades.length > 2 ? "quadratic" : "none");
  const reaches = "estimate" in beyondChance && beyondChance.estimate >= LEAST_KAPPA;
  return {
    n: both.length,
    unjudged: items.length - both.length,
    grades,
    table,
    kappa: beyondChance,
    ac1: gwetAc1(table),
    usable: reaches && both.length >= LEAST_ITEMS,
  };
}
