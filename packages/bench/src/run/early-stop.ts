import {
  bernoulliSequence,
  isTooFew,
  PairedSequence,
  verdictOf,
  type Interval,
  type TooFew,
  type Verdict,
} from "@promptprof/stats";
import type { Pair } from "./plan.ts";
import type { RunItem, SideName } from "./run.ts";

/** Decides while a run goes on which prompts and providers need no further call. */
export interface EarlyStop {
  readonly add: (pair: Pair, items: readonly RunItem[]) => void;
  readonly isDecided: (pair: Pair) => boolean;
}

/** Without `--adaptive` every call is made. */
export const NO_EARLY_STOP: EarlyStop = { add: () => {}, isDecided: () => false };

/** How much worse does not matter where the suite says nothing: 5 %, or 0.05 of a score. */
const DEFAULT_MARGIN = 0.05;
const LEVEL = 0.95;

/** Differences of one metric, and what they say so far. */
class Watched {
  readonly #sequence: PairedSequence;
  readonly #margin: number;
  #n = 0;
  #worse = 0;
  #better = 0;
  #isBinary = true;

  constructor(margin: number, most: number) {
    this.#margin = margin;
    this.#sequence = new PairedSequence({ level: LEVEL, most });
  }

  add(harm: number): void {
    this.#sequence.add(harm);
    this.#n += 1;
    if (harm === 1) this.#worse += 1;
    if (harm === -1) this.#better += 1;
    this.#isBinary &&= [-1, 0, 1].includes(harm);
  }

  /** Of passes and failures, pairs that differ are counted: where none do, there is no spread to make an interval of. */
  verdict(): Verdict {
    if (!this.#isBinary) return this.#sequence.verdict(this.#margin);
    const [worse, better] = [this.#rate(this.#worse), this.#rate(this.#better)];
    if (isTooFew(worse) || isTooFew(better)) return "undecided";
    return verdictOf({ low: worse.low - better.high, high: worse.high - better.low }, this.#margin);
  }

  /** Two intervals of 97.5 % hold together with 95 % (Bonferroni). */
  #rate(events: number): Interval | TooFew {
    return bernoulliSequence({ events, n: this.#n }, 1 - (1 - LEVEL) / 2);
  }
}

/**
 * Stops a prompt with a provider once each of its metrics has a verdict that would hold at any number of cases: by the
 * sequences of `stats`, whose intervals hold at all looks at once. A unit is a case; of several repeats the first one
 * decides, as the others are no further evidence of how cases differ. What is not spent here is left, under a limit of
 * money or time, for the undecided.
 */
export class SequentialStop implements EarlyStop {
  readonly #margins: Readonly<Record<string, number>>;
  readonly #casesOf: (pair: Pair) => number;
  readonly #groups = new Map<string, Map<string, Watched>>();

  /** @param casesOf how many cases a pair's prompt has: the most differences there will be */
  constructor(margins: Readonly<Record<string, number>>, casesOf: (pair: Pair) => number) {
    this.#margins = margins;
    this.#casesOf = casesOf;
  }

  add(pair: Pair, items: readonly RunItem[]): void {
    const side = (name: SideName): RunItem | undefined => items.find((item) => item.side === name);
    const [base, head] = [side("base"), side("head")];
    if (pair.repeat > 0 || base === undefined || head === undefined) return;
    const group = this.#groups.get(groupKey(pair)) ?? new Map<string, Watched>();
    this.#groups.set(groupKey(pair), group);
    for (const [metric, harm] of harmsOf(base, head)) this.#watch(group, metric, pair).add(harm);
  }

  isDecided(pair: Pair): boolean {
    const group = this.#groups.get(groupKey(pair));
    if (group === undefined || group.size === 0) return false;
    return [...group.values()].every((watched) => watched.verdict() !== "undecided");
  }

  #watch(group: Map<string, Watched>, metric: string, pair: Pair): Watched {
    const known = group.get(metric);
    if (known !== undefined) return known;
    const margin = this.#margins[metric] ?? DEFAULT_MARGIN;
    const isScore = metric.startsWith("score:");
    const watched = new Watched(isScore ? margin : Math.log1p(margin), this.#casesOf(pair));
    group.set(metric, watched);
    return watched;
  }
}

/** Positive is worse: logarithms of what is paid and waited for, differences of failures and scores. */
function harmsOf(base: RunItem, head: RunItem): readonly (readonly [string, number])[] {
  const harms: [string, number][] = [["score:failed", failed(head) - failed(base)]];
  if (base.outcome.kind === "failure" || head.outcome.kind === "failure") return harms;
  const ratio = (metric: string, a: number | null | undefined, b: number | null | undefined): void => {
    if (a && b && a > 0 && b > 0) harms.push([metric, Math.log(b / a)]);
  };
  ratio("latency", base.outcome.durationMs, head.outcome.durationMs);
  ratio("cost", base.cost?.total, head.cost?.total);
  for (const { name, value } of head.scores) {
    const before = base.scores.find((score) => score.name === name)?.value ?? null;
    if (value !== null && before !== null) harms.push([`score:${name}`, before - value]);
  }
  return harms;
}

function failed({ outcome }: RunItem): number {
  return outcome.kind === "failure" ? 1 : 0;
}

function groupKey({ prompt, provider }: Pair): string {
  return JSON.stringify([prompt.name, provider.provider.id]);
}
