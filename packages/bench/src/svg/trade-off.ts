import { element, type Markup } from "./element.ts";
import { linearScale, logScale, logTicks, percent, ticks, type Scale } from "./scale.ts";

/** A choice with its price and its quality. */
export interface TradeOffPoint {
  /** What stands beside it: short, since points may be near each other. */
  readonly mark: string;
  readonly title: string;
  /** > 0. */
  readonly cost: number;
  readonly quality: number;
  readonly side: "base" | "head";
}

export interface TradeOff {
  readonly points: readonly TradeOffPoint[];
  readonly label: string;
  readonly writeCost: (cost: number) => string;
  readonly writeQuality: (quality: number) => string;
}

/** Points that no other one beats in price and quality at once, from the cheapest on. Of equal ones all stay. */
export function paretoFront<Point extends Pick<TradeOffPoint, "cost" | "quality">>(
  points: readonly Point[],
): Point[] {
  const beats = (a: Point, b: Point): boolean =>
    a.cost <= b.cost && a.quality >= b.quality && (a.cost < b.cost || a.quality > b.quality);
  return points
    .filter((point) => !points.some((other) => beats(other, point)))
    .toSorted((a, b) => a.cost - b.cost);
}

const HEIGHT = 260;
const AXIS = 20;
const PLOT = HEIGHT - AXIS;

/** Quality against cost. The front is dashed: it goes through estimates, whose intervals may overlap. null without a point. */
export function tradeOff({ points, label, writeCost, writeQuality }: TradeOff): Markup | null {
  if (points.length === 0) return null;
  const x = padded(
    points.map(({ cost }) => cost),
    1.25,
  );
  const y = range(points.map(({ quality }) => quality));
  const across = logScale(x.low, x.high);
  const up = linearScale(y.high, y.low);
  const front = paretoFront(points);
  return element(
    "svg",
    { class: "trade-off", role: "img", "aria-label": label, width: "100%", height: HEIGHT },
    costAxis(across, logTicks(x.low, x.high), writeCost),
    qualityAxis(up, ticks(y.low, y.high), writeQuality),
    frontLine(front, across, up),
    points.map((point) => dot(point, front.includes(point), across, up)),
  );
}

function padded(values: readonly number[], factor: number): { low: number; high: number } {
  return { low: Math.min(...values) / factor, high: Math.max(...values) * factor };
}

function range(values: readonly number[]): { low: number; high: number } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = high === low ? 0.05 : (high - low) * 0.2;
  return { low: low - air, high: high + air };
}

function costAxis(across: Scale, at: readonly number[], write: (cost: number) => string): Markup[] {
  return at
    .filter((_, i) => i % Math.ceil(at.length / 4) === 0)
    .flatMap((value) => {
      const x = percent(across(value));
      return [
        element("line", { class: "grid", x1: x, x2: x, y1: 0, y2: PLOT }),
        element(
          "text",
          { x, y: HEIGHT - 4, "text-anchor": across(value) > 0.9 ? "end" : "middle" },
          write(value),
        ),
      ];
    });
}

/** The topmost word would be cut off. */
function qualityAxis(up: Scale, at: readonly number[], write: (quality: number) => string): Markup[] {
  return at.flatMap((value) => {
    const y = Number((up(value) * PLOT).toFixed(1));
    const words = y < 14 ? [] : [element("text", { x: 2, y: y - 3 }, write(value))];
    return [element("line", { class: "grid", x1: 0, x2: "100%", y1: y, y2: y }), ...words];
  });
}

function frontLine(front: readonly TradeOffPoint[], across: Scale, up: Scale): Markup {
  const at = front.map(
    ({ cost, quality }) => `${(across(cost) * 100).toFixed(2)} ${(up(quality) * 100).toFixed(2)}`,
  );
  return element(
    "svg",
    { viewBox: "0 0 100 100", preserveAspectRatio: "none", width: "100%", height: PLOT },
    at.length < 2
      ? []
      : element("path", { class: "front", d: `M${at.join("L")}`, "vector-effect": "non-scaling-stroke" }),
  );
}

function dot(
  { cost, quality, side, mark, title }: TradeOffPoint,
  best: boolean,
  across: Scale,
  up: Scale,
): Markup {
  const end = across(cost) > 0.85;
  return element(
    "svg",
    { x: percent(across(cost)), y: Number((up(quality) * PLOT).toFixed(1)), overflow: "visible" },
    element("title", {}, title),
    element("circle", { class: `${side} ${best ? "best" : "beaten"}`, r: 5 }),
    element("text", { class: "mark", x: end ? -9 : 9, y: 4, "text-anchor": end ? "end" : "start" }, mark),
  );
}
