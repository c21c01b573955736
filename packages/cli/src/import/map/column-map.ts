/**
 * Which column of a CSV file holds which part of a call. Written by a person as YAML (`promptprof import --help`
 * shows the format, `maps/aider.yaml` is a real one), read by `readColumnMap`, bound to a file's header by
 * `bindColumns`.
 */
export interface ColumnMap {
  /** For messages. */
  readonly fileName: string;
  /** One character between the fields of the CSV file. */
  readonly delimiter: string;
  readonly time: TimeColumn;
  readonly model: ModelColumn | Constant | null;
  readonly cost: CostColumn | null;
  readonly texts: Readonly<Partial<Record<TextField, TextColumn | Constant>>>;
  readonly tokens: Readonly<Partial<Record<TokenField, Column>>>;
  readonly durations: Readonly<Partial<Record<DurationField, DurationColumn>>>;
  /** Each becomes a tag `column:value`. */
  readonly tags: readonly Column[];
}

export const TEXT_FIELDS = [
  "provider",
  "operation",
  "prompt",
  "version",
  "user",
  "session",
  "team",
  "service",
  "environment",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const TOKEN_FIELDS = [
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "reasoningTokens",
] as const;
export type TokenField = (typeof TOKEN_FIELDS)[number];

export const DURATION_FIELDS = ["duration", "ttft"] as const;
export type DurationField = (typeof DURATION_FIELDS)[number];

export const TIME_UNITS = ["s", "ms", "iso"] as const;
export const DURATION_UNITS = ["s", "ms"] as const;
export const COST_UNITS = ["usd"] as const;
/** What a cost of 0 means in the file: that the call was free, or that nobody knew its price. */
export const COST_ZEROS = ["free", "unknown"] as const;

/** A column by its name in the header, and the map's line that names it. */
export interface Column {
  readonly column: string;
  readonly line: number;
}

/** The same value for every row. */
export interface Constant {
  readonly value: string;
}

export interface TimeColumn extends Column {
  readonly unit: (typeof TIME_UNITS)[number];
}

export interface DurationColumn extends Column {
  readonly unit: (typeof DURATION_UNITS)[number];
}

export interface TextColumn extends Column {
  /** Values that mean that there is none; the empty value always does. */
  readonly none: readonly string[];
}

export interface ModelColumn extends TextColumn {
  /** Beginnings of a model's name that tell its provider: `gemini/` -> `gcp.gemini`. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Cut the prefix off; else the model keeps the name that the file gives it. */
  readonly stripPrefix: boolean;
}

export interface CostColumn extends Column {
  readonly unit: (typeof COST_UNITS)[number];
  readonly zero: (typeof COST_ZEROS)[number];
}
