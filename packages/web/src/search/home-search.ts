import { VALUE_SCALES, type ValueScale } from "../charts/chart-frame.ts";
import { type RawSearch, type ReadSearch, SearchReader } from "./search-reader.ts";

/** The columns of the prompts table by which it can be sorted, in their order on the page. */
export const PROMPT_COLUMNS = [
  "name",
  "versions",
  "calls",
  "p50",
  "p95",
  "p99",
  "ttft",
  "input",
  "output",
  "per1k",
  "cost",
  "errors",
  "seen",
] as const;
export type PromptColumn = (typeof PROMPT_COLUMNS)[number];

export const ORDERS = ["asc", "desc"] as const;
export type Order = (typeof ORDERS)[number];

export const VOLUMES = ["cost", "tokens"] as const;
export type Volume = (typeof VOLUMES)[number];

const CHARTS = ["latency", "volume"] as const;

/** The first page: which row is charted (`prompt`, or an empty `prompt` and a `model`), and how the table stands. */
export interface HomeSearch {
  readonly prompt?: string | undefined;
  readonly model?: string | undefined;
  readonly sort?: PromptColumn | undefined;
  readonly order?: Order | undefined;
  readonly find?: string | undefined;
  readonly rows?: "all" | undefined;
  readonly volume?: Volume | undefined;
  readonly scale?: ValueScale | undefined;
  /** Charts shown as tables, separated by commas. */
  readonly tables?: string | undefined;
}

export function readHomeSearch(raw: RawSearch): ReadSearch<HomeSearch> {
  const reader = new SearchReader(raw);
  const search = {
    prompt: reader.text("prompt"),
    model: reader.text("model"),
    sort: reader.word("sort", PROMPT_COLUMNS),
    order: reader.word("order", ORDERS),
    find: reader.text("find"),
    rows: reader.word("rows", ["all"]),
    volume: reader.word("volume", VOLUMES),
    scale: reader.word("scale", VALUE_SCALES),
    tables: reader.words("tables", CHARTS).join(",") || undefined,
  };
  return { search, problems: reader.problems };
}
