import type { CostNanoUsd, Segment } from "@promptprof/model";
import type { JsonValue, Outcome } from "../providers/provider.ts";
import type { ItemScore, Total } from "../scorers/scorer.ts";

/** base is what was before, head is the change; a run without a base has head alone. */
export type SideName = "base" | "head";

/** One call of a run: a case of a prompt, on one side, with one provider, once. */
export interface RunItem {
  readonly side: SideName;
  readonly prompt: string;
  /** Content hash of the prompt as it was on this side. */
  readonly version: string;
  /** The provider's id in the suite. */
  readonly provider: string;
  readonly model: string;
  /** Stable name of the case; both sides of a pair share it. */
  readonly case: string;
  /** Cases that belong together: a document, a user, a template. Its own name where nothing was stated. */
  readonly cluster: string;
  /** 0 .. repeats - 1. */
  readonly repeat: number;
  /** Values of the case that slices are made of: language, topic. */
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly startedAt: number;
  /** A reply's text is "" where the suite does not keep it. */
  readonly outcome: Outcome;
  readonly cost: CostNanoUsd | null;
  /** Why there is no cost; null where there is one. */
  readonly unpriced: string | null;
  readonly segments: readonly Segment[];
  readonly scores: readonly ItemScore[];
  /** Absent where no scorer asked a model. */
  readonly scoring?: ScorerSpending;
}

/** What the scorers of an item asked of models. */
export interface ScorerSpending {
  readonly calls: number;
  /** Of those calls that have a price. */
  readonly nanoUsd: number;
  readonly unpriced: number;
}

/** A value of all calls of a prompt with a provider on one side: corpus BLEU, F1 with its confusion matrix, pass@k. */
export interface RunTotal extends Total {
  readonly prompt: string;
  readonly provider: string;
  readonly side: SideName;
}

/** Where a segment stands in the head's prompt file, for annotations. */
export interface PromptFile {
  readonly prompt: string;
  /** Relative to the root of the repository. */
  readonly path: string;
  /** 1-based line of each segment path. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Everything that a report is made of. */
export interface Run {
  readonly id: string;
  readonly suite: { readonly name: string; readonly file: string; readonly hash: string };
  /** Git commit or label of each side; null for a run without a base. */
  readonly base: string | null;
  readonly head: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Makes the order of calls and every bootstrap repeatable. */
  readonly seed: number;
  readonly ended: "complete" | "money" | "time" | "stopped";
  /** From which cassette the calls were read; null = they were made. */
  readonly replayed: string | null;
  readonly prompts: readonly PromptFile[];
  /** Prompts of the suite that the change does not touch, so were not run. */
  readonly unchanged: readonly string[];
  readonly scorers: readonly {
    readonly name: string;
    readonly binary: boolean;
    readonly goodFor: string;
    readonly notFor: string;
  }[];
  /** How much worse does not matter, by metric, as the suite says; absent or not named = the default of the metric. */
  readonly margins?: Readonly<Record<string, number>>;
  /** As it is written under `gate` in the suite, for the gate to read. */
  readonly gate?: JsonValue | null;
  readonly items: readonly RunItem[];
  /** Absent in a run of before there were any. */
  readonly totals?: readonly RunTotal[];
}
