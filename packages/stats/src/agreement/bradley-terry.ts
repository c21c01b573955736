import { sumOf } from "../mean.ts";

const STEPS = 10_000;

/**
 * Log strengths of systems from their duels, sum 0: P(i beats j) = 1 / (1 + exp(s_j - s_i)). `wins[i][j]` are those of i over j, a
 * tie half a win to each. Hunter's MM steps (2004), which end at the maximum likelihood. Where systems cannot be compared by any
 * chain of wins each way, half a win is added to each pair. For intervals hand it to `bootstrap` with the items. Unlike an
 * Elo kept along the way the order of the duels does not matter.
 */
export function bradleyTerry(wins: readonly (readonly number[])[]): readonly number[] {
  const known = connected(wins)
    ? wins
    : wins.map((row, i) => row.map((count, j) => (i === j ? 0 : count + 0.5)));
  const won = known.map(sumOf);
  let strengths = known.map(() => 1);
  for (let step = 0; step < STEPS; step += 1) {
    const next = centred(strengths.map((own, i) => (won[i] ?? 0) / duels(known, strengths, own, i)));
    const moved = Math.max(...next.map((value, i) => Math.abs(Math.log(value / (strengths[i] ?? 1)))));
    strengths = next;
    if (moved < 1e-13) break;
  }
  return strengths.map(Math.log);
}

/** The same on the scale of chess: 400 points are ten to one, 1000 the middle. */
export function eloOf(logStrength: number): number {
  return 1000 + (400 / Math.LN10) * logStrength;
}

function duels(
  wins: readonly (readonly number[])[],
  strengths: readonly number[],
  own: number,
  i: number,
): number {
  return sumOf(
    strengths.map((other, j) => (i === j ? 0 : ((wins[i]?.[j] ?? 0) + (wins[j]?.[i] ?? 0)) / (own + other))),
  );
}

function centred(strengths: readonly number[]): number[] {
  const middle = Math.exp(sumOf(strengths.map(Math.log)) / strengths.length);
  return strengths.map((strength) => strength / middle);
}

/** Whether every system has beaten every other, directly or by a chain: then the likelihood has its maximum (Ford 1957). */
function connected(wins: readonly (readonly number[])[]): boolean {
  const all = wins.map((_, i) => i);
  return all.every((start) => {
    const reached = new Set([start]);
    for (const i of reached) for (const j of all) if ((wins[i]?.[j] ?? 0) > 0) reached.add(j);
    return reached.size === all.length;
  });
}
