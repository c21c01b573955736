import { type RawSearch, type ReadSearch, SearchReader } from "./search-reader.ts";

/** a = the baseline, b = the candidate. */
export type Side = "a" | "b";

const SHARED_FIELDS = ["prompt", "version", "model", "team", "environment", "service"] as const;
type SharedField = (typeof SHARED_FIELDS)[number];

/** What a side can have of its own; its times are the page's where it has none. */
export const SIDE_FIELDS = [...SHARED_FIELDS, "from", "to"] as const;
type SideField = (typeof SIDE_FIELDS)[number];

/** What both sides share, and what each has of its own: `a.version`, `b.from`. The empty text means "has none". */
export type CompareSearch = {
  /** The metric whose slices are shown; all of them when empty. */
  readonly metric?: string | undefined;
  /** Each prompt by itself too. */
  readonly by?: "prompt" | undefined;
} & { readonly [K in SharedField]?: string | undefined } & {
  readonly [K in `${Side}.${SideField}`]?: string | undefined;
};

/** One side in full: its own where it has its own, else what both share. `from` and `to` are its own or missing. */
export type SideSearch = { readonly [K in SideField]?: string | undefined };

export function readCompareSearch(raw: RawSearch): ReadSearch<CompareSearch> {
  const reader = new SearchReader(raw);
  const search = {
    ...texts(reader, ""),
    metric: reader.text("metric"),
    by: reader.word("by", ["prompt"]),
    ...readSide(reader, raw, "a"),
    ...readSide(reader, raw, "b"),
  };
  return { search, problems: reader.problems };
}

function texts(reader: SearchReader, prefix: "" | "a." | "b."): CompareSearch {
  return Object.fromEntries(
    SHARED_FIELDS.map((field) => [`${prefix}${field}`, reader.text(`${prefix}${field}`)]),
  );
}

function readSide(reader: SearchReader, raw: RawSearch, side: Side): CompareSearch {
  return { ...texts(reader, `${side}.`), ...readWindow(reader, raw, side) };
}

function readWindow(reader: SearchReader, raw: RawSearch, side: Side): CompareSearch {
  const [fromName, toName] = [`${side}.from`, `${side}.to`] as const;
  const [from, to] = [reader.time(fromName), reader.time(toName)];
  if (from !== undefined && to !== undefined && from < to)
    return { [fromName]: new Date(from).toISOString(), [toName]: new Date(to).toISOString() };
  if (raw[fromName] !== undefined || raw[toName] !== undefined)
    reader.problems.push(
      `${fromName} and ${toName} are no range; showing the page's own on side ${side.toUpperCase()}`,
    );
  // Both, so that what was not understood does not stay in the address.
  return { [fromName]: undefined, [toName]: undefined };
}

export function sideOf(search: CompareSearch, side: Side): SideSearch {
  return Object.fromEntries(
    SIDE_FIELDS.map((field) => {
      const shared = field === "from" || field === "to" ? undefined : search[field];
      return [field, search[`${side}.${field}`] ?? shared];
    }),
  );
}

/** Are both sides about the very same calls? Then there is nothing to compare yet. */
export function areSidesEqual(search: CompareSearch): boolean {
  const [a, b] = [sideOf(search, "a"), sideOf(search, "b")];
  return SIDE_FIELDS.every((field) => a[field] === b[field]);
}

/** The candidate as the baseline, and the other way round. */
export function swapSides(search: CompareSearch): CompareSearch {
  const swapped = SIDE_FIELDS.flatMap((field) => [
    [`a.${field}`, search[`b.${field}`]],
    [`b.${field}`, search[`a.${field}`]],
  ]);
  return { ...search, ...Object.fromEntries(swapped) };
}

/** What of an address a question about both sides asks. */
export function compareQuestion(search: CompareSearch): Record<string, string | undefined> {
  const fields = SIDE_FIELDS.flatMap((field) => [`a.${field}`, `b.${field}`] as const);
  return Object.fromEntries([...SHARED_FIELDS, "by" as const, ...fields].map((name) => [name, search[name]]));
}
