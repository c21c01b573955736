import type { RepriceAnswer } from "@promptprof/server/contract";
import { formatUsd } from "@promptprof/model/format";
import { formatCount } from "@promptprof/model/format";
import { table, type Column } from "../table/table.ts";
import { paintFor } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import { symbolsFor } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";

interface Row {
  readonly name: string;
  readonly calls: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  readonly row: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "MODEL", align: "left", priority: Infinity, shrinksTo: 16, cell: ({ name }) => name },
  { title: "CHANGED", align: "right", priority: 3, cell: ({ calls }) => calls },
  { title: "BEFORE", align: "right", priority: 4, cell: ({ before }) => before },
  { title: "AFTER", align: "right", priority: 5, cell: ({ after }) => after },
  { title: "DIFFERENCE", align: "right", priority: 2, cell: ({ difference }) => difference },
  { title: "PRICE ROW", align: "left", priority: 1, shrinksTo: 12, cell: ({ row }) => row },
];

/** What today's prices change, model by model, and the totals of all calls before and after. */
export function printReprice(answer: RepriceAnswer, terminal: Terminal): string {
  const { calls, changed, expiredCalls } = answer;
  const looked = `${formatCount(calls)} calls from ${answer.from} to ${answer.to}`;
  const expired =
    expiredCalls === 0
      ? []
      : [`${formatCount(expiredCalls)} more calls are kept as sums alone; their price stays`];
  if (changed === 0) return `${[`${looked}: no price changes`, ...expired].join("\n")}\n`;
  const { ellipsis } = symbolsFor(terminal);
  const paint = paintFor(terminal);
  const rows = [...answer.models.map((model) => modelRow(model, terminal)), totalRow(answer)];
  const lines = table(COLUMNS, rows, { columns: terminal.columns, ellipsis, paintTitle: paint.title });
  return `${[`${looked}: ${formatCount(changed)} change`, "", ...lines, "", missing(answer), ...expired].join("\n")}\n`;
}

function modelRow(model: RepriceAnswer["models"][number], terminal: Terminal): Row {
  const { beforeNanoUsd, afterNanoUsd } = model;
  return {
    name: model.model === null ? "(no model)" : printable(model.model, terminal),
    calls: formatCount(model.changed),
    before: formatUsd(beforeNanoUsd),
    after: formatUsd(afterNanoUsd),
    difference: signedUsd(afterNanoUsd - beforeNanoUsd),
    row: model.row === null ? "-" : printable(model.row, terminal),
  };
}

function totalRow({ before, after, changed }: RepriceAnswer): Row {
  const [was, is] = [before.costNanoUsd.total, after.costNanoUsd.total];
  return {
    name: "total of all calls",
    calls: formatCount(changed),
    before: formatUsd(was),
    after: formatUsd(is),
    difference: signedUsd(is - was),
    row: "",
  };
}

function missing({ before, after }: RepriceAnswer): string {
  const of = (name: "unpricedCalls" | "partlyPricedCalls"): string =>
    `${formatCount(before[name])} before, ${formatCount(after[name])} after`;
  return `without a price: ${of("unpricedCalls")}; priced in part: ${of("partlyPricedCalls")}`;
}

function signedUsd(nanoUsd: number): string {
  if (nanoUsd === 0) return formatUsd(0);
  return `${nanoUsd < 0 ? "-" : "+"}${formatUsd(Math.abs(nanoUsd))}`;
}
