import { line } from "d3-shape";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A sparkline as numbers: the path of its lines, and the samples that stand alone and would have no line. */
export interface SparklinePath {
  readonly path: string;
  readonly dots: readonly Place[];
  /** The newest sample, or null where there is none. */
  readonly end: Place | null;
}

/**
 * Straight segments between neighbouring samples; a null is a hole. The scale begins at zero, so that a doubling
 * looks like a doubling and noise like noise.
 *
 * @param values one a bucket, >= 0
 */
export function sparklinePath(
  values: readonly (number | null)[],
  width: number,
  height: number,
): SparklinePath {
  const highest = Math.max(0, ...values.filter((value) => value !== null));
  const x = (i: number) => (values.length < 2 ? width : (i / (values.length - 1)) * width);
  const y = (value: number) => (highest === 0 ? height : height - (value / highest) * height);
  const places = values.map((value, i) => (value === null ? null : { x: x(i), y: y(value) }));
  const present = places.filter((place) => place !== null);
  return {
    path: draw(places) ?? "",
    dots: present.filter((place) => isAlone(places, places.indexOf(place))),
    end: present.at(-1) ?? null,
  };
}

const draw = line<Place | null>()
  .defined((place) => place !== null)
  .x((place) => place?.x ?? 0)
  .y((place) => place?.y ?? 0);

function isAlone(places: readonly (Place | null)[], i: number): boolean {
  return places[i - 1] == null && places[i + 1] == null;
}
