import { useChangeSearch } from "../search/use-change-search.ts";

/** Which charts of a page stand as tables; the address keeps it. */
export interface TablesInUse {
  readonly of: (chart: string) => {
    readonly asTable: boolean;
    readonly onAsTable: (asTable: boolean) => void;
  };
}

/** @param tables names of charts, separated by commas, from the address */
export function useTables(tables: string | undefined): TablesInUse {
  const change = useChangeSearch();
  const names = (tables ?? "").split(",").filter((name) => name !== "");
  return {
    of: (chart) => ({
      asTable: names.includes(chart),
      onAsTable: (asTable) => {
        const next = asTable ? [...names, chart] : names.filter((name) => name !== chart);
        change({ tables: next.join(",") || undefined });
      },
    }),
  };
}
