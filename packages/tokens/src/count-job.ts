import type { Encoding } from "@promptprof/model";

/** Texts of one call, to be counted by the worker. */
export interface CountJob {
  readonly encoding: Encoding;
  readonly input: readonly string[] | null;
  readonly output: readonly string[] | null;
}

/** Tokens of the texts; null where there was no text. */
export interface Counted {
  readonly input: number | null;
  readonly output: number | null;
}

/** What the worker says while it works on a list of jobs. */
export type CountAnswer =
  | { readonly kind: "loaded" }
  | ({ readonly kind: "counted"; readonly index: number } & Counted)
  | { readonly kind: "done" };
