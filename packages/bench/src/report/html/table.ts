import { element, type Markup } from "../../svg/element.ts";

export interface Column {
  readonly title: string;
  /** `number`, `forest`, ... */
  readonly class?: string;
}

interface CellOptions {
  /** The first cell of a row, which names it. */
  readonly head?: boolean;
  readonly class?: string;
  /** Stands before the value where the table is too narrow for columns. */
  readonly label?: string;
}

export function cell(
  content: Markup | string | readonly (Markup | string)[],
  options: CellOptions = {},
): Markup {
  const attributes = { class: options.class ?? null, "data-label": options.label ?? null };
  return options.head === true
    ? element("th", { scope: "row", ...attributes }, content)
    : element("td", { ...attributes }, content);
}

/** A table that becomes a list of blocks on a narrow screen. */
export function tableOf(
  kind: string,
  columns: readonly Column[],
  rows: readonly (readonly Markup[])[],
  label: string | null = null,
): Markup {
  const heads = columns.map((column) =>
    element("th", { scope: "col", class: column.class ?? null }, column.title),
  );
  return element(
    "table",
    { class: `stacked ${kind}`, "aria-label": label },
    element("thead", {}, element("tr", {}, heads)),
    element(
      "tbody",
      {},
      rows.map((row) => element("tr", {}, row)),
    ),
  );
}
