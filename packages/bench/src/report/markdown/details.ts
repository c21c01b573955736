import { formatTokens } from "@promptprof/model/format";
import { doubtsByText } from "../doubts-by-text.ts";
import { oneLine } from "../one-line.ts";
import type { PromptReport, Report, SegmentChange } from "../report.ts";
import { count } from "../summary.ts";
import { totalWords } from "../total-words.ts";
import { VERDICT_MARKS } from "../verdict-words.ts";
import { writeChange, writeValue } from "../write-number.ts";
import { code, prose } from "./code.ts";
import { fitTable, table, type Table } from "./table.ts";

interface Details {
  readonly title: string;
  readonly table: Table;
}

/** What stands behind the verdicts, folded, as far as there is room; empty tables are not shown. */
export function detailsOf(report: Report, room: number): string {
  const all = [segments(report), totals(report), worseCases(report), slices(report), doubts(report)];
  let text = "";
  for (const details of all.filter(({ table: { rows } }) => rows.length > 0)) {
    const open = `\n<details><summary>${details.title}</summary>\n\n`;
    const close = "\n</details>\n";
    const left = room - text.length - open.length - close.length;
    // Less than this is not worth opening.
    if (left > 1000) text += `${open}${fitTable(details.table, left)}${close}`;
  }
  return text;
}

function segments({ prompts }: Report): Details {
  const changed = prompts.flatMap((of) =>
    of.segments.filter(({ base, head }) => difference(base, head) !== 0).map((segment) => ({ of, segment })),
  );
  const sorted = changed.toSorted((a, b) => growth(b.segment) - growth(a.segment));
  const [most] = sorted;
  const named =
    most === undefined ? "" : ` (${code(most.segment.path)} ${signedTokens(growth(most.segment))} a call)`;
  return {
    title: `Why: tokens by segment${named}`,
    table: table(
      ["Prompt", "Segment", "Base:", "Head:", "Change:", "Line"],
      sorted.map(({ of, segment }) => segmentCells(of, segment)),
    ),
  };
}

function segmentCells({ prompt, file }: PromptReport, segment: SegmentChange): string[] {
  const { path, base, head, line } = segment;
  const place = file === null || line === null ? "—" : code(`${file}:${line}`, 120);
  return [code(prompt), code(path), tokens(base), tokens(head), signedTokens(growth(segment)), place];
}

function growth({ base, head }: SegmentChange): number {
  return difference(base, head);
}

function difference(base: number | null, head: number | null): number {
  return Math.round((head ?? 0) - (base ?? 0));
}

function tokens(value: number | null): string {
  return value === null ? "—" : formatTokens(Math.round(value));
}

/** `+140`, `−90`, `0` */
function signedTokens(by: number): string {
  return by === 0 ? "0" : `${by > 0 ? "+" : "−"}${formatTokens(Math.abs(by))}`;
}

function totals({ prompts }: Report): Details {
  const rows = prompts.flatMap((of) =>
    of.totals.map(({ name, base, head }) => [
      code(of.prompt),
      code(name),
      prose(totalWords(base)),
      prose(totalWords(head)),
    ]),
  );
  return {
    title: `${count(rows.length, "total")} over all cases together`,
    table: table(["Prompt", "Total", "Base:", "Head:"], rows),
  };
}

function worseCases({ prompts }: Report): Details {
  const rows = prompts.flatMap((of) =>
    of.worseCases.map((worse) => [
      code(of.prompt),
      code(worse.case),
      code(worse.score),
      score(worse.base),
      score(worse.head),
    ]),
  );
  return {
    title: `${count(rows.length, "case")} with a lower score`,
    table: table(["Prompt", "Case", "Score", "Base:", "Head:"], rows),
  };
}

function score(value: number): string {
  return writeValue(value, "score");
}

function slices({ prompts }: Report): Details {
  const rows = prompts.flatMap((of) =>
    of.slices.map(({ tag, value, comparison }) => [
      VERDICT_MARKS[comparison.verdict],
      code(of.prompt),
      code(`${tag} = ${value}`),
      prose(oneLine(comparison.title)),
      writeChange(comparison),
      comparison.verdict,
    ]),
  );
  return {
    title: `${count(rows.length, "slice")}, the most harmful first; they warn and never decide`,
    table: table(["", "Prompt", "Slice", "Metric", "Change [interval]", "Verdict"], rows),
  };
}

function doubts({ prompts }: Report): Details {
  const rows = prompts.flatMap((of) =>
    doubtsByText(of.metrics).map(({ titles, doubt }) => [
      code(of.prompt),
      prose(oneLine(titles, 300)),
      prose(oneLine(doubt, 300)),
    ]),
  );
  return {
    title: `${count(rows.length, "doubt")} about these numbers`,
    table: table(["Prompt", "Metrics", "Doubt"], rows),
  };
}
