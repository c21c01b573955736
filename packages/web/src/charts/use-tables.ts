import { useNavigate } from "@tanstack/react-router";

/** Which charts of a page stand as tables; the address keeps it. */
export interface TablesInUse {
  readonly of: (chart: string) => {
    readonly asTable: boolean;
    readonly onAsTable: (asTable: boolean) => void;
  };
}

/** @param tables names of charts, separated by commas, from the address */
export function useTables(tables: string | undefined): TablesInUse {
  const navigate = useNavigate();
  const names = (tables ?? "").split(",").filter((name) => name !== "");
  return {
    of: (chart) => ({
      asTable: names.includes(chart),
      onAsTable: (asTable) => {
        const next = asTable ? [...names, chart] : names.filter((name) => name !== chart);
        void navigate({
          to: ".",
          search: (old) => ({ ...old, tables: next.join(",") || undefined }),
          replace: true,
        });
      },
    }),
  };
}
