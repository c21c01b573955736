import { METRICS } from "@promptprof/model";
import type { Measures } from "@promptprof/server/contract";
import type { ReactNode } from "react";
import { isEnoughFor } from "../charts/sample-size.ts";
import { Faint } from "../format/faint.tsx";
import { formatCount, formatExact } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import { formatRate } from "../format/rate.ts";
import { formatTokens } from "../format/tokens.ts";
import { formatUsd } from "../format/usd.ts";
import type { PromptColumn } from "../search/home-search.ts";
import { costPer1k, errorRate, tokensPerCall, totalCost } from "../totals/per-call.ts";
import { costWords, estimatedWords, exactCost, missingWords } from "../totals/sum-words.ts";

/** A column of numbers about a set of calls: its head, what it means, and what stands in a row. */
export interface MeasureColumn {
  readonly key: Exclude<PromptColumn, "name" | "versions" | "seen">;
  readonly title: string;
  readonly definition: string;
  readonly cell: (row: Measures) => ReactNode;
}

export const MEASURE_COLUMNS: readonly MeasureColumn[] = [
  {
    key: "calls",
    title: "Calls",
    definition: METRICS.calls.definition,
    cell: (row) => <span title={formatExact(row.calls)}>{formatCount(row.calls)}</span>,
  },
  latencyColumn("p50", 0.5),
  latencyColumn("p95", 0.95),
  latencyColumn("p99", 0.99),
  {
    key: "ttft",
    title: "TTFT p95",
    definition: METRICS.ttftMs.definition,
    cell: ({ ttftMs }) => quantileCell(ttftMs.p95, 0.95, ttftMs.n),
  },
  tokensColumn("input", "In / call"),
  tokensColumn("output", "Out / call"),
  {
    key: "per1k",
    title: "$ / 1k calls",
    definition: "Mean cost of a thousand priced calls.",
    cell: per1kCell,
  },
  { key: "cost", title: "Cost", definition: METRICS.cost.definition, cell: costCell },
  { key: "errors", title: "Errors", definition: METRICS.errors.definition, cell: errorCell },
];

function latencyColumn(key: "p50" | "p95" | "p99", quantile: number): MeasureColumn {
  return {
    key,
    title: key,
    definition: `${METRICS.durationMs.definition} ${formatRate(quantile)} of the calls are faster.`,
    cell: ({ durationMs }) => quantileCell(durationMs[key], quantile, durationMs.n),
  };
}

function quantileCell(ms: number | null, quantile: number, n: number): ReactNode {
  if (ms === null || isEnoughFor(quantile, n))
    return <span title={`n ${formatExact(n)}`}>{formatDuration(ms)}</span>;
  return (
    <Faint title={`only ${formatExact(n)} calls: too few for this quantile`}>{formatDuration(ms)}</Faint>
  );
}

function tokensColumn(key: "input" | "output", title: string): MeasureColumn {
  return {
    key,
    title,
    definition: `Mean ${key} tokens of the calls that report them${key === "input" ? ", cache included" : ", reasoning included"}.`,
    cell: (row) => {
      const mean = tokensPerCall(row, key);
      if (mean === null) return <Faint title="no call reported tokens">absent</Faint>;
      return <span title={tokensTitle(row, key)}>{formatTokens(Math.round(mean))}</span>;
    },
  };
}

function tokensTitle(row: Measures, key: "input" | "output"): string {
  const absent = row.callsWithoutTokens > 0 ? [`absent in ${formatExact(row.callsWithoutTokens)} calls`] : [];
  return [`${formatExact(row.tokens[key])} in total`, ...absent, ...estimatedWords(row)].join("; ");
}

function per1kCell(row: Measures): ReactNode {
  const cost = costPer1k(row);
  if (cost === null) return <Unpriced calls={row.calls} />;
  const priced = `over ${formatExact(row.calls - row.unpricedCalls)} priced calls`;
  const doubts = [...missingWords(row), ...estimatedWords(row)];
  // Calls without a price are left out of the mean; of those with one in part it holds less than they cost.
  const atLeast = row.partlyPricedCalls > 0 ? "≥ " : "";
  return <span title={[priced, ...doubts].join("; ")}>{`${atLeast}${formatUsd(cost)}`}</span>;
}

function costCell(row: Measures): ReactNode {
  const cost = totalCost(row);
  if (cost === null) return <Unpriced calls={row.calls} />;
  return <span title={exactCost(row)}>{costWords(row, cost)}</span>;
}

function Unpriced({ calls }: { readonly calls: number }): ReactNode {
  return (
    <Faint title={`none of ${formatExact(calls)} calls has a price; the ledger says why`}>unpriced</Faint>
  );
}

function errorCell(row: Measures): ReactNode {
  const rate = errorRate(row);
  return (
    <span title={`${formatExact(row.errors)} of ${formatExact(row.calls)} calls failed`}>
      {formatRate(rate)}
    </span>
  );
}
