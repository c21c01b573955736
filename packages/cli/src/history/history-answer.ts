import type { PromptChange, PromptHistory, PromptVersion } from "@promptprof/bench";
import type { VersionRow } from "@promptprof/server/contract";

/** A prompt file's history, with money and, where a server was asked, with what its versions did in production. */
export interface HistoryAnswer extends Omit<PromptHistory, "versions"> {
  readonly versions: readonly ValuedVersion[];
  readonly changes: readonly PromptChange[];
  /** Which calls `production` is of; null = no server was asked. */
  readonly production: { readonly place: string; readonly from: string; readonly to: string } | null;
}

export interface ValuedVersion extends PromptVersion {
  /** Of the written text alone, as input of one call at today's prices; null = no price. */
  readonly inputNanoUsd: number | null;
  /** The model whose price it is; null = neither named nor in the file. */
  readonly pricedModel: string | null;
  /** null = no call carried this version, or no server was asked. */
  readonly production: VersionRow | null;
}
