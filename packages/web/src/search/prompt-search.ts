import { VALUE_SCALES, type ValueScale } from "../charts/chart-frame.ts";
import { CALL_KEY, CALL_KEY_FORM } from "./call-key.ts";
import { VOLUMES, type Volume } from "./home-search.ts";
import { type RawSearch, type ReadSearch, SearchReader } from "./search-reader.ts";

export const QUANTILES = ["p50", "p95", "p99"] as const;
export type Quantile = (typeof QUANTILES)[number];

const CHARTS = ["latency", "volume", "errors", "ttft", "tpot"] as const;

/** The page of one prompt, or of one model's calls without a prompt. */
export interface PromptSearch {
  /** One version alone; the empty one means calls that name none. */
  readonly version?: string | undefined;
  readonly quantile?: Quantile | undefined;
  readonly volume?: Volume | undefined;
  readonly scale?: ValueScale | undefined;
  readonly tables?: string | undefined;
  readonly call?: string | undefined;
}

export function readPromptSearch(raw: RawSearch): ReadSearch<PromptSearch> {
  const reader = new SearchReader(raw);
  const search = {
    version: reader.text("version"),
    quantile: reader.word("quantile", QUANTILES),
    volume: reader.word("volume", VOLUMES),
    scale: reader.word("scale", VALUE_SCALES),
    tables: reader.words("tables", CHARTS).join(",") || undefined,
    call: reader.matching("call", CALL_KEY, CALL_KEY_FORM),
  };
  return { search, problems: reader.problems };
}
