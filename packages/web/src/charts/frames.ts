import type { SeriesAnswer } from "@promptprof/server/contract";
import { chartFrame, type ChartFrame, type SeriesRecipe } from "./chart-frame.ts";
import type { ColourToken, IdentityColours } from "./palette.ts";

/** The three quantiles of one set of calls: one hue, p95 the strongest, p99 dashed because few calls make it. */
export function quantilesFrame(answer: SeriesAnswer): ChartFrame {
  return chartFrame("lines", answer, [
    { ...quantile("p50"), colour: "--part-1", dashed: false, width: 1.5 },
    { ...quantile("p95"), colour: "--part-3", dashed: false, width: 2 },
    { ...quantile("p99"), colour: "--part-2", dashed: true, width: 1.25 },
  ]);
}

function quantile(name: keyof typeof QUANTILES): Pick<SeriesRecipe, "key" | "label" | "quantile" | "value"> {
  return { key: name, label: name, quantile: QUANTILES[name], value: (values) => values[name] ?? null };
}

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;
const quantileOf = (name: string): number | null =>
  Object.entries(QUANTILES).find(([key]) => key === name)?.[1] ?? null;

export interface GroupsLook {
  /** What of the metric is shown: `p95`, `rate`. */
  readonly value: string;
  /** How the group of calls is called that have no such name. */
  readonly unnamed: string;
  /** Shared by all charts of a page; a group without one is drawn in the ink of the rest. */
  readonly colours: IdentityColours;
}

/** One line a group, in the group's own colour. */
export function groupsFrame(answer: SeriesAnswer, { value, unnamed, colours }: GroupsLook): ChartFrame {
  const groups = [...new Set(answer.points.map((point) => point.group))];
  return chartFrame(
    "lines",
    answer,
    groups.map((group) => ({
      key: group ?? "",
      label: group ?? unnamed,
      colour: colours.get(group) ?? "--ink-soft",
      dashed: group === null,
      width: 1.75,
      quantile: quantileOf(value),
      group,
      value: (values) => values[value] ?? null,
    })),
  );
}

/** The parts of a sum, from the bottom: what was sent anew, what went into and came out of a cache, what came back. */
export const PARTS = [
  { key: "input", label: "uncached input", colour: "--part-2" },
  { key: "cacheRead", label: "cache read", colour: "--part-1" },
  { key: "cacheWrite", label: "cache write", colour: "--part-3" },
  { key: "output", label: "output", colour: "--part-4" },
] as const satisfies readonly { key: string; label: string; colour: ColourToken }[];

export function costFrame(answer: SeriesAnswer): ChartFrame {
  return stackFrame(answer, (values, part) => values[part] ?? null);
}

/** Tokens are told with the cache inside the input; the stack needs the parts side by side. */
export function tokensFrame(answer: SeriesAnswer): ChartFrame {
  return stackFrame(answer, (values, part) => {
    const { input, cacheRead, cacheWrite } = values;
    if (part !== "input" || input == null) return values[part] ?? null;
    return Math.max(0, input - (cacheRead ?? 0) - (cacheWrite ?? 0));
  });
}

type PartValue = (values: Readonly<Record<string, number | null>>, part: string) => number | null;

/** Parts that are zero everywhere are left out: most prompts have no cache. */
function stackFrame(answer: SeriesAnswer, partValue: PartValue): ChartFrame {
  const frame = chartFrame(
    "stack",
    answer,
    PARTS.map((part) => ({
      ...part,
      dashed: false,
      width: 0,
      quantile: null,
      value: (values) => partValue(values, part.key),
    })),
  );
  return { ...frame, series: frame.series.filter((series) => series.values.some((value) => value)) };
}
