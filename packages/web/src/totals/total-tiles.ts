import { METRICS } from "@promptprof/model";
import type { Measures, TotalsAnswer } from "@promptprof/server/contract";
import { isEnoughFor } from "../charts/sample-size.ts";
import { formatCount, formatExact } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import { NO_DATA } from "../format/no-data.ts";
import { formatRate } from "../format/rate.ts";
import { formatTokens } from "../format/tokens.ts";
import { type Change, pointsMove, relativeMove } from "./change.ts";
import { allTokens, errorRate, totalCost } from "./per-call.ts";
import { costWords, estimatedWords, exactCost, exactTokens, missingWords } from "./sum-words.ts";

/** One number of the totals strip. */
export interface TotalTile {
  readonly title: string;
  readonly definition: string;
  readonly value: string;
  /** The same number to its last digit. */
  readonly exact: string;
  /** What must be known to read it right: how many calls have no price, how many n. */
  readonly note: string;
  /** The number comes from too few calls to mean much. */
  readonly isOfFewCalls?: boolean;
  readonly change: Change | null;
}

/** Fewer calls than that before, and a change tells of the calls that happened to come and of nothing else. */
const CALLS_TO_COMPARE_WITH = 20;

export function totalTiles(answer: TotalsAnswer): TotalTile[] {
  const tiles = [cost(answer), calls(answer), latency(answer), errors(answer), tokens(answer)];
  if (answer.previous.calls >= CALLS_TO_COMPARE_WITH) return tiles;
  return tiles.map((tile) => ({ ...tile, change: null }));
}

function cost({ current, previous }: TotalsAnswer): TotalTile {
  const total = totalCost(current);
  return {
    title: METRICS.cost.title,
    definition: METRICS.cost.definition,
    value: costWords(current, total),
    exact: exactCost(current),
    note: total === null ? "" : [...missingWords(current), ...estimatedWords(current)].join(" · "),
    change: relativeMove(total, totalCost(previous), {
      more: "more",
      less: "less",
      better: METRICS.cost.better,
    }),
  };
}

function calls({ current, previous }: TotalsAnswer): TotalTile {
  return {
    title: METRICS.calls.title,
    definition: METRICS.calls.definition,
    value: formatCount(current.calls),
    exact: formatExact(current.calls),
    note: "",
    change: relativeMove(current.calls, previous.calls, {
      more: "more",
      less: "fewer",
      better: METRICS.calls.better,
    }),
  };
}

function latency({ current, previous, source }: TotalsAnswer): TotalTile {
  const [now, before] = [current.durationMs, previous.durationMs];
  const enough = isEnoughFor(0.95, now.n) && isEnoughFor(0.95, before.n);
  return {
    title: "p95 latency",
    definition: METRICS.durationMs.definition,
    value: formatDuration(now.p95),
    exact: `${now.p95 ?? NO_DATA} ms, within ${formatRate(source.quantileError)}`,
    isOfFewCalls: !isEnoughFor(0.95, now.n),
    note: now.n < current.calls || !enough ? `n ${formatCount(now.n)}` : "",
    // Two sketches may err in opposite directions.
    change: relativeMove(
      now.p95,
      before.p95,
      { more: "slower", less: "faster", better: enough ? METRICS.durationMs.better : "neither" },
      source.quantileError * 2,
    ),
  };
}

function errors({ current, previous }: TotalsAnswer): TotalTile {
  return {
    title: METRICS.errors.title,
    definition: METRICS.errors.definition,
    value: formatRate(errorRate(current)),
    exact: `${formatExact(current.errors)} of ${formatExact(current.calls)} calls failed`,
    note: current.errors > 0 ? `${formatCount(current.errors)} failed` : "",
    change: pointsMove(errorRate(current), errorRate(previous), {
      more: "more",
      less: "fewer",
      better: METRICS.errors.better,
    }),
  };
}

function tokens({ current, previous }: TotalsAnswer): TotalTile {
  const all = allTokens(current);
  return {
    title: METRICS.tokens.title,
    definition: METRICS.tokens.definition,
    value: all === null ? "absent" : formatTokens(all),
    exact: exactTokens(current),
    note: all === null ? "" : tokenNote(current),
    change: relativeMove(all, allTokens(previous), {
      more: "more",
      less: "fewer",
      better: METRICS.tokens.better,
    }),
  };
}

function tokenNote({ tokens, callsWithoutTokens, estimated }: Measures): string {
  const absent = callsWithoutTokens > 0 ? ` · ${formatCount(callsWithoutTokens)} absent` : "";
  const guessed = estimated.inputTokens + estimated.outputTokens;
  const estimate = estimated.calls > 0 ? ` · ${formatTokens(guessed)} estimated` : "";
  return `${formatTokens(tokens.input)} in · ${formatTokens(tokens.output)} out${absent}${estimate}`;
}
