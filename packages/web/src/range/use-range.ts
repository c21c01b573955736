import { useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { historyStart } from "../api/queries.ts";
import { useChangeSearch } from "../search/use-change-search.ts";
import {
  drawnSpan,
  rangeOf,
  rangeSearch,
  type RangeSearch,
  shiftSpan,
  spanOf,
  type TimeRange,
} from "./time-range.ts";

export interface RangeInUse {
  readonly range: TimeRange;
  readonly setRange: (range: TimeRange) => void;
  /** For charts: a drawn range, epoch ms. */
  readonly zoomTo: (from: number, to: number) => void;
  /** To the neighbouring range. */
  readonly shift: (direction: -1 | 1) => void;
}

/** The one range of the whole page, which lives in the address. */
export function useRange(): RangeInUse {
  const { range: preset, from, to }: RangeSearch = useSearch({ strict: false });
  const change = useChangeSearch();
  const client = useQueryClient();
  const range = useMemo(() => rangeOf({ range: preset, from, to }), [preset, from, to]);
  const setRange = useCallback(
    // The page of a list belongs to its range.
    (next: TimeRange) => change({ cursor: undefined, ...rangeSearch(next) }, "pushed"),
    [change],
  );
  const zoomTo = useCallback(
    (start: number, end: number) => setRange({ kind: "fixed", ...drawnSpan(start, end, Date.now()) }),
    [setRange],
  );
  const shift = useCallback(
    (direction: -1 | 1) => {
      const span = spanOf(range, Date.now(), historyStart(client));
      setRange({ kind: "fixed", ...shiftSpan(span, direction) });
    },
    [range, setRange, client],
  );
  return { range, setRange, zoomTo, shift };
}
