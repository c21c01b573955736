import type { Provider } from "../invoice.ts";

/**
 * Which column of a CSV file holds which part of an invoice. Written by a person as YAML (`promptprof reconcile --help`
 * shows the format), read by `readInvoiceMap`, applied by `readCsvByMap`.
 */
export interface InvoiceMap {
  /** For messages. */
  readonly fileName: string;
  /** One character between the fields; null = seen in the header. */
  readonly delimiter: string | null;
  readonly provider: Provider | null;
  readonly day: MapColumn & { readonly unit: (typeof DAY_UNITS)[number] };
  readonly model: MapColumn | MapConstant | null;
  readonly key: MapColumn | MapConstant | null;
  readonly inputTokens: (MapColumn & { readonly cache: (typeof CACHE_WORDS)[number] }) | null;
  readonly counts: Readonly<Partial<Record<CountField, MapColumn>>>;
  readonly cost: (MapColumn & { readonly unit: (typeof COST_UNITS)[number] }) | null;
}

export const DAY_UNITS = ["iso", "s", "ms"] as const;
export const CACHE_WORDS = ["included", "excluded"] as const;
export const COST_UNITS = ["usd", "cents"] as const;
export const MAP_PROVIDERS = ["openai", "anthropic"] as const;
export const COUNT_FIELDS = ["requests", "cacheReadTokens", "cacheWriteTokens", "outputTokens"] as const;
export type CountField = (typeof COUNT_FIELDS)[number];

/** A column by its name in the header, and the map's line that names it. */
export interface MapColumn {
  readonly column: string;
  readonly line: number;
}

/** The same value for every line. */
export interface MapConstant {
  readonly value: string;
}
