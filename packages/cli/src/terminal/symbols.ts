/** The signs that output is made of, in two alphabets of the same meaning. */
export interface Symbols {
  /** No data: never 0. */
  readonly none: string;
  /** What is counted is a lower bound. */
  readonly atLeast: string;
  readonly ellipsis: string;
  readonly separator: string;
  readonly ok: string;
  readonly warning: string;
  readonly failure: string;
  /** Eight heights from low to high. */
  readonly bars: readonly string[];
}

const unicode: Symbols = {
  none: "—",
  atLeast: "≥",
  ellipsis: "…",
  separator: "·",
  ok: "✓",
  warning: "!",
  failure: "✗",
  bars: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
};

const ascii: Symbols = {
  none: "-",
  atLeast: ">=",
  ellipsis: "~",
  separator: "-",
  ok: "ok",
  warning: "!",
  failure: "x",
  bars: ["_", ".", ":", "-", "=", "+", "*", "#"],
};

/** The alphabet that a terminal can show. */
export function symbolsFor(terminal: { readonly unicode: boolean }): Symbols {
  return terminal.unicode ? unicode : ascii;
}
