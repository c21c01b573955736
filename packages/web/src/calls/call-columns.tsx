import { METRICS } from "@promptprof/model";
import type { CallRow } from "@promptprof/server/contract";
import type { ReactNode } from "react";
import { Faint } from "../format/faint.tsx";
import { formatDuration } from "../format/duration.ts";
import { NO_DATA } from "../format/no-data.ts";
import { formatInstant, formatSecond } from "../format/time.ts";
import { formatTokens } from "../format/tokens.ts";
import { formatUsd, formatUsdExact } from "../format/usd.ts";
import { reasonWords } from "../shell/ledger-words.ts";

export interface CallColumn {
  readonly title: string;
  readonly definition: string;
  /** Words stand left, numbers right. */
  readonly isText: boolean;
  readonly cell: (call: CallRow) => ReactNode;
}

/** The columns after the time, which opens the call. */
export const CALL_COLUMNS: readonly CallColumn[] = [
  text("Prompt", "The prompt that the call names.", (call) => call.prompt),
  text(
    "Version",
    "The version that the instrumentation gave, else the hash of the content.",
    (call) => call.version,
  ),
  text(
    "Model",
    "The model that answered, else the one that was asked.",
    (call) => call.responseModel ?? call.requestModel,
  ),
  number("Latency", METRICS.durationMs.definition, (call) => formatDuration(call.durationMs)),
  number("TTFT", METRICS.ttftMs.definition, (call) => formatDuration(call.ttftMs)),
  number("In", "Input tokens, cache included.", (call) => tokensCell(call, call.inputTokens)),
  number("Out", "Output tokens, reasoning included.", (call) => tokensCell(call, call.outputTokens)),
  number("Cost", METRICS.cost.definition, costCell),
  text(
    "Error",
    "What went wrong; empty = nothing.",
    (call) => call.errorClass && reasonWords(call.errorClass),
    "",
  ),
  text("Notes", "Rules that fired on the call.", notesOf, ""),
];

/** The start of a call, short, and in full on hover. */
export function startOf(call: CallRow): { readonly short: string; readonly full: string } {
  const start = Date.parse(call.startTime);
  return { short: formatSecond(start), full: formatInstant(start) };
}

function text(
  title: string,
  definition: string,
  value: (call: CallRow) => string | null,
  none = NO_DATA,
): CallColumn {
  const cell = (call: CallRow) => <bdi title={value(call) ?? undefined}>{value(call) ?? none}</bdi>;
  return { title, definition, isText: true, cell };
}

function number(title: string, definition: string, cell: (call: CallRow) => ReactNode): CallColumn {
  return { title, definition, isText: false, cell };
}

function tokensCell(call: CallRow, tokens: number | null): ReactNode {
  if (tokens === null) return <Faint title="the instrumentation reported no tokens">absent</Faint>;
  if (call.tokenSource !== "estimated") return formatTokens(tokens);
  return <Faint title="our own count of the text, not the provider's">≈ {formatTokens(tokens)}</Faint>;
}

function costCell({ costNanoUsd, pricing, tokenSource }: CallRow): ReactNode {
  if (costNanoUsd === null)
    return <Faint title={reasonWords(pricing.reason ?? "no_reason_given")}>unpriced</Faint>;
  const isPartly = pricing.status === "partly";
  const exact = formatUsdExact(costNanoUsd.total);
  if (tokenSource === "estimated" && !isPartly)
    return (
      <Faint title={`${exact}, of tokens that were counted here`}>≈ {formatUsd(costNanoUsd.total)}</Faint>
    );
  return <span title={exact}>{`${isPartly ? "≥ " : ""}${formatUsd(costNanoUsd.total)}`}</span>;
}

function notesOf({ notes }: CallRow): string {
  const [first, ...others] = notes;
  if (first === undefined) return "";
  return others.length === 0 ? reasonWords(first) : `${reasonWords(first)} +${others.length}`;
}
