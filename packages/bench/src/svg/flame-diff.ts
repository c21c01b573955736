import { element, type Markup } from "./element.ts";
import type { FlameFrame } from "./flame-tree.ts";
import { percent } from "./scale.ts";

export interface FlameDiff {
  readonly root: FlameFrame;
  readonly label: string;
  /** `360 (+60)`: what stands behind a frame's name. */
  readonly write: (frame: FlameFrame) => string;
}

const ROW = 24;
/** Steps of the colour on each side of "no change". */
const STEPS = 4;

/**
 * The head's flame graph, coloured by what each frame gained or lost in absolute weight, so that an unchanged frame
 * stays plain; new frames are hatched, and what only the base has stands in a strip below. null where there is nothing.
 */
export function flameDiff({ root, label, write }: FlameDiff): Markup | null {
  const most = largestStep(root);
  if (root.head <= 0) return null;
  const removed = removedFrames(root);
  const depth = depthOf(root);
  const height = ROW * (depth + (removed.length > 0 ? 1 : 0));
  return element(
    "svg",
    { class: "flame", role: "img", "aria-label": label, width: "100%", height },
    placed(root, 0, 0, root.head).map((place) => drawn(place, most, write)),
    removed.map((frame, i) =>
      drawn({ frame, x: i / removed.length, width: 1 / removed.length, row: depth }, most, write),
    ),
  );
}

interface Place {
  readonly frame: FlameFrame;
  /** 0 to 1. */
  readonly x: number;
  readonly width: number;
  readonly row: number;
}

function placed(frame: FlameFrame, start: number, row: number, whole: number): Place[] {
  if (frame.head <= 0) return [];
  const here = { frame, x: start / whole, width: frame.head / whole, row };
  let next = start;
  const inner = frame.children.flatMap((child) => {
    const places = placed(child, next, row + 1, whole);
    next += child.head;
    return places;
  });
  return [here, ...inner];
}

/** A frame clips its own words: there is no need to know how wide letters are. */
function drawn({ frame, x, width, row }: Place, most: number, write: FlameDiff["write"]): Markup {
  const words = `${frame.name} ${write(frame)}`;
  return element(
    "svg",
    { x: percent(x), width: percent(width), y: row * ROW, height: ROW - 1, overflow: "hidden" },
    element("title", {}, words),
    element("rect", { class: `frame ${stepClass(frame, most)}`, width: "100%", height: "100%", rx: 2 }),
    isNew(frame) ? element("rect", { class: "hatch", width: "100%", height: "100%", rx: 2 }) : [],
    element("text", { x: 5, y: 16 }, words),
  );
}

function isNew({ inBase, inHead }: FlameFrame): boolean {
  return inHead && !inBase;
}

/** `more-3`, `less-1`, `plain`: by absolute change, the largest of the picture being the strongest. */
function stepClass({ base, head, inHead }: FlameFrame, most: number): string {
  if (!inHead) return "gone";
  const step = most === 0 ? 0 : Math.round((Math.abs(head - base) / most) * STEPS);
  return step === 0 ? "plain" : `${head > base ? "more" : "less"}-${step}`;
}

function largestStep({ base, head, children }: FlameFrame): number {
  return Math.max(Math.abs(head - base), ...children.map(largestStep));
}

function depthOf({ children }: FlameFrame): number {
  return 1 + Math.max(0, ...children.filter(({ head }) => head > 0).map(depthOf));
}

function removedFrames(frame: FlameFrame, path = ""): FlameFrame[] {
  return frame.children.flatMap((child) => {
    const name = path === "" ? child.name : `${path}/${child.name}`;
    if (child.inBase && !child.inHead) return [{ ...child, name: `removed: ${name}` }];
    return removedFrames(child, name);
  });
}
