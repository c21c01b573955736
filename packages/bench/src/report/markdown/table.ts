/** A table of Markdown: how it begins, and its rows, each with its line break. */
export interface Table {
  readonly head: string;
  readonly rows: readonly string[];
}

/** `columns` may end in `:`, which sets them to the right. Cells are Markdown already. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): Table {
  const names = columns.map((column) => column.replace(/:$/u, ""));
  const rules = columns.map((column) => (column.endsWith(":") ? "---:" : "---"));
  return { head: line(names) + line(rules), rows: rows.map(line) };
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** As many rows as there is room for; what is left out is counted. At least the head's length must be there. */
export function fitTable({ head, rows }: Table, room: number): string {
  let text = head;
  for (const [i, row] of rows.entries()) {
    const left = `\n${rows.length - i} more rows are in the HTML and JSON reports.\n`;
    if (text.length + row.length + left.length > room) return text + left;
    text += row;
  }
  return text;
}
