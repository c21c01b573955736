import type { ReactElement } from "react";
import type { Order } from "../search/home-search.ts";
import style from "./table.module.css";

export interface SortableHeadProps<T extends string> {
  readonly column: T;
  readonly title: string;
  readonly definition: string;
  readonly sort: T;
  readonly order: Order;
  readonly firstOrder: (column: T) => Order;
  readonly onSort: (column: T, order: Order) => void;
}

/** A head that sorts its column; pressed again it turns the order around. */
export function SortableHead<T extends string>(props: SortableHeadProps<T>): ReactElement {
  const { column, title, definition, sort, order, firstOrder, onSort } = props;
  const isSorted = sort === column;
  const turned = order === "asc" ? "desc" : "asc";
  return (
    <th
      scope="col"
      title={definition}
      {...(isSorted ? { "aria-sort": order === "asc" ? "ascending" : "descending" } : {})}
    >
      <button
        type="button"
        className={style.sort}
        onClick={() => onSort(column, isSorted ? turned : firstOrder(column))}
      >
        {title}
        <span aria-hidden="true">{isSorted ? (order === "asc" ? "↑" : "↓") : ""}</span>
      </button>
    </th>
  );
}
