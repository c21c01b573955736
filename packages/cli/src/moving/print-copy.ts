import type { Sums } from "@promptprof/store";
import { formatUsd } from "@promptprof/model/format";
import { formatCount } from "@promptprof/model/format";
import { table, type Column } from "../table/table.ts";
import { symbolsFor } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { paintFor } from "../terminal/paint.ts";
import type { CopyAnswer } from "./copy-to.ts";

type Row = CopyAnswer["months"][number];

/** The sums of both stores by table and month. What is the same in both is said once. */
export function printCopy({ months, same }: CopyAnswer, terminal: Terminal): string {
  const { ellipsis, none } = symbolsFor(terminal);
  const style = { columns: terminal.columns, ellipsis, paintTitle: paintFor(terminal).title };
  const rows = table(columnsWith(none), months, style);
  const verdict = same ? "all sums are the same in both" : "the sums differ";
  return `${[...rows, "", verdict].join("\n")}\n`;
}

function columnsWith(none: string): Column<Row>[] {
  const sum = (
    title: string,
    priority: number,
    format: (value: number) => string,
    of: (sums: Sums) => number | null,
  ): Column<Row> => ({
    title,
    align: "right",
    priority,
    cell: ({ from, to }) => {
      const [source, target] = [from, to].map((sums) => {
        const value = sums === null ? null : of(sums);
        return value === null ? none : format(value);
      });
      return source === target ? (source ?? none) : `${source} > ${target}`;
    },
  });
  return [
    { title: "TABLE", align: "left", priority: Infinity, cell: (row) => row.table },
    { title: "MONTH", align: "left", priority: Infinity, cell: (row) => row.month },
    sum("CALLS", Infinity, formatCount, ({ calls }) => calls),
    sum("TOKENS", 2, formatCount, ({ tokens }) => tokens),
    sum("COST", 1, formatUsd, ({ costNanoUsd }) => costNanoUsd),
    { title: "", align: "left", priority: Infinity, cell: ({ same }) => (same ? "same" : "DIFFERS") },
  ];
}
