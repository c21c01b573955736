import { element, type Markup } from "./element.ts";
import { linearScale, percent } from "./scale.ts";

/** One row of a forest plot, in margins of harm: 1 = as much worse as just does not matter, -1 as much better. */
export interface IntervalBar {
  readonly estimate: number;
  /** -Infinity and Infinity where the data bound nothing. */
  readonly low: number;
  readonly high: number;
  /** A class for the colour. */
  readonly verdict: string;
}

/** How far the axis goes on both sides. Beyond it an arrow says that there is more. */
export const MARGINS_SHOWN = 3;
const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;

/**
 * An interval against its margin, on the same axis in every row: the shaded middle does not matter, right of it is worse. Hidden from assistive
 * technology, for the row that it stands in says the same in words.
 */
export function intervalBar({ estimate, low, high, verdict }: IntervalBar): Markup {
  const from = clamp(low);
  const to = clamp(high);
  return element(
    "svg",
    { class: `bar ${verdict}`, "aria-hidden": "true", width: "100%", height: HEIGHT },
    element("rect", {
      class: "band",
      x: at(-1),
      width: percent(2 / (2 * MARGINS_SHOWN)),
      y: 0,
      height: HEIGHT,
    }),
    element("line", { class: "zero", x1: at(0), x2: at(0), y1: 0, y2: HEIGHT }),
    element("line", { class: "limit", x1: at(1), x2: at(1), y1: 0, y2: HEIGHT }),
    element("line", { class: "reach", x1: at(from), x2: at(to), y1: MIDDLE, y2: MIDDLE }),
    // An interval that lies beyond the axis as a whole has two arrows on that side, and none on the other.
    low > MARGINS_SHOWN ? arrow(to, 1, -8) : end(low, from, -1),
    high < -MARGINS_SHOWN ? arrow(from, -1, 8) : end(high, to, 1),
    Math.abs(estimate) > MARGINS_SHOWN ? [] : dot(estimate),
  );
}

const scale = linearScale(-MARGINS_SHOWN * 1.04, MARGINS_SHOWN * 1.04);

function at(margins: number): string {
  return percent(scale(margins));
}

function clamp(margins: number): number {
  return Math.max(-MARGINS_SHOWN, Math.min(MARGINS_SHOWN, margins));
}

function dot(estimate: number): Markup {
  return element("rect", {
    class: "estimate",
    x: at(estimate),
    y: MIDDLE - 4,
    width: 8,
    height: 8,
    transform: "translate(-4 0)",
  });
}

/** A stop, or an arrow where the interval goes on beyond the axis. */
function end(bound: number, shown: number, direction: 1 | -1): Markup {
  if (bound === shown)
    return element("line", { class: "reach", x1: at(shown), x2: at(shown), y1: MIDDLE - 4, y2: MIDDLE + 4 });
  return arrow(shown, direction, 0);
}

/** @param shift px by which it stands beside its place */
function arrow(shown: number, direction: 1 | -1, shift: number): Markup {
  const tip = shift + 7 * direction;
  const d = `M${shift} ${MIDDLE - 5}L${tip} ${MIDDLE}L${shift} ${MIDDLE + 5}Z`;
  return element("svg", { x: at(shown), overflow: "visible" }, element("path", { class: "arrow", d }));
}
