/** Colours by name; the values are the tokens of theme/tokens.css, one for each theme. */
export const SERIES_TOKENS = [
  "--series-1",
  "--series-2",
  "--series-3",
  "--series-4",
  "--series-5",
  "--series-6",
] as const;
export type SeriesToken = (typeof SERIES_TOKENS)[number];

/** Parts of one thing, from the faintest to the strongest. */
export const PART_TOKENS = ["--part-1", "--part-2", "--part-3", "--part-4"] as const;
export type PartToken = (typeof PART_TOKENS)[number];

export type ColourToken = SeriesToken | PartToken | "--ink-soft";

export type IdentityColours = ReadonlyMap<string | null, ColourToken>;

/**
 * A colour for each name, the same for the same set of names whatever their order, so that a colour is an identity:
 * a name takes the slot that its own letters choose, and the next free one when an earlier name has it.
 * Names beyond the sixth have no colour of their own and share the ink of "other".
 *
 * @param names distinct; null = the calls that have no name
 */
export function identityColours(names: readonly (string | null)[]): IdentityColours {
  const free = new Set<SeriesToken>(SERIES_TOKENS);
  const colours = new Map<string | null, ColourToken>();
  for (const name of names.toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1))) {
    const token = name === null ? undefined : nearestFree(name, free);
    if (token !== undefined) free.delete(token);
    colours.set(name, token ?? "--ink-soft");
  }
  return colours;
}

function nearestFree(name: string, free: ReadonlySet<SeriesToken>): SeriesToken | undefined {
  const wanted = hash(name) % SERIES_TOKENS.length;
  const turned = [...SERIES_TOKENS.slice(wanted), ...SERIES_TOKENS.slice(0, wanted)];
  return turned.find((token) => free.has(token));
}

/** FNV-1a over UTF-16 units: spreads short names well and is the same in every browser. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
