import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useCallback } from "react";
import { Comparison } from "../compare/comparison.tsx";
import { Sides } from "../compare/sides.tsx";
import { Suggestion } from "../compare/suggestion.tsx";
import { useSwapKey } from "../compare/use-swap-key.ts";
import { areSidesEqual, swapSides } from "../search/compare-search.ts";
import { useChangeSearch } from "../search/use-change-search.ts";
import style from "./compare.module.css";

/** Is B really better than A, and for whom? */
export function Compare(): ReactElement {
  const search = useSearch({ from: "/compare" });
  const change = useChangeSearch();
  const swap = useCallback(() => change(swapSides(search), "pushed"), [change, search]);
  useSwapKey(swap);
  return (
    <div className={style.page}>
      <h1>Compare</h1>
      <Sides search={search} onChange={(next) => change(next, "pushed")} onSwap={swap} />
      {areSidesEqual(search) ? (
        <Suggestion search={search} />
      ) : (
        <Comparison search={search} onChange={change} />
      )}
    </div>
  );
}
