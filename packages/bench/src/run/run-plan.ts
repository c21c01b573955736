import type { Suite } from "../suite/suite.ts";
import type { Budget } from "./budget.ts";
import type { CallSource } from "./call-source.ts";
import type { EarlyStop } from "./early-stop.ts";
import type { Pair } from "./plan.ts";
import type { outcomePricer } from "./price-outcome.ts";
import { requestOf, segmentsWithTokens } from "./request-of.ts";
import { itemKey } from "./run-log.ts";
import type { Run, RunItem, SideName } from "./run.ts";
import { scoresOf } from "./score-reply.ts";
import { ScorerCalls } from "./scorer-calls.ts";
import type { Clock } from "./throttle.ts";

/** How far a run has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly spentNanoUsd: number;
}

export interface PlanWorld {
  readonly suite: Suite;
  readonly source: CallSource;
  readonly price: ReturnType<typeof outcomePricer>;
  readonly budget: Budget;
  readonly earlyStop: EarlyStop;
  readonly salt: string;
  readonly clock: Clock;
  /** Epoch ms after which nothing more is begun. */
  readonly endsAt: number;
  /** Items that are there already, by `itemKey`. */
  readonly done: ReadonlyMap<string, RunItem>;
  readonly onItem: (item: RunItem, progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes the calls of a plan, so many at once as the suite allows. A pair that is begun is made on both sides, so that
 * what a limit leaves is comparable; a signal ends it at once, and a call that it ends is no result.
 */
export async function runPlan(plan: readonly Pair[], world: PlanWorld): Promise<Ran> {
  const running = new Running(plan, world);
  const workers = Array.from({ length: world.suite.limits.concurrency }, () => running.work());
  await Promise.all(workers);
  const { items, texts, ended } = running;
  return { items, texts, ended };
}

export interface Ran {
  readonly items: readonly RunItem[];
  /** Of the replies of calls that were made now: their items have none where the suite keeps none. */
  readonly texts: ReadonlyMap<RunItem, string>;
  readonly ended: Run["ended"];
}

interface Call {
  readonly pair: Pair;
  readonly side: SideName;
}

class Running {
  readonly items: RunItem[] = [];
  readonly texts = new Map<RunItem, string>();
  ended: Run["ended"] = "complete";
  readonly #world: PlanWorld;
  readonly #waiting: Pair[];
  /** Second sides of pairs that are begun. */
  readonly #begun: Call[] = [];
  readonly #ofPair = new Map<Pair, RunItem[]>();
  readonly #total: number;
  #failed = 0;

  constructor(plan: readonly Pair[], world: PlanWorld) {
    this.#world = world;
    this.#waiting = [...plan].toReversed();
    this.#total = plan.reduce((sum, { sides }) => sum + sides.length, 0);
  }

  async work(): Promise<void> {
    for (let call = this.#next(); call !== null; call = this.#next()) {
      const item = this.#resumed(call) ?? (await this.#made(call));
      if (item === null) return;
      this.#keep(call, item);
    }
  }

  #next(): Call | null {
    if (this.#world.signal.aborted) return this.#end("stopped");
    const second = this.#begun.shift();
    if (second !== undefined) return second;
    for (let pair = this.#waiting.pop(); pair !== undefined; pair = this.#waiting.pop()) {
      if (this.#world.earlyStop.isDecided(pair)) continue;
      if (this.#world.clock.now() >= this.#world.endsAt) return this.#end("time");
      if (this.#world.budget.isUsedUp && !this.#isDone(pair)) return this.#end("money");
      const [first, ...rest] = callsOf(pair);
      this.#begun.push(...rest);
      if (first !== undefined) return first;
    }
    return null;
  }

  #end(reason: Run["ended"]): null {
    this.ended = reason;
    this.#waiting.length = 0;
    return null;
  }

  #isDone(pair: Pair): boolean {
    return pair.sides.every((side) => this.#resumed({ pair, side }) !== null);
  }

  #resumed({ pair, side }: Call): RunItem | null {
    return this.#world.done.get(itemKey(identityOf(pair, side))) ?? null;
  }

  /** null where the run was stopped while the call was in flight. */
  async #made({ pair, side }: Call): Promise<RunItem | null> {
    const { budget, signal } = this.#world;
    budget.begin();
    let spent: number | null = null;
    try {
      const item = await this.#call(pair, side);
      if (signal.aborted) return this.#end("stopped");
      spent = item.cost?.total ?? null;
      return item;
    } finally {
      budget.end(spent);
    }
  }

  async #call(pair: Pair, side: SideName): Promise<RunItem> {
    const { suite, source, price, budget, salt, clock, signal } = this.#world;
    const { provider } = pair.provider;
    const rendered = requestOf((side === "base" ? pair.prompt.base : null) ?? pair.prompt.head, pair, salt);
    const { request } = rendered;
    const { prompt, version, case: one, repeat } = identityOf(pair, side);
    const slot = { prompt, version, case: one, side, repeat };
    const outcome = await source(provider, request, slot, signal);
    // A call that waited for its turn began when it was made.
    const startedAt = clock.now() - outcome.durationMs;
    const calls = new ScorerCalls({ source, price, budget, clock, signal }, slot);
    const scores = await scoresOf(suite.scorers, pair.case, outcome, calls, signal);
    const { spending } = calls;
    const item: RunItem = {
      ...identityOf(pair, side),
      model: request.model,
      cluster: pair.case.cluster,
      tags: pair.case.tags,
      startedAt,
      outcome:
        outcome.kind === "reply" && !suite.keepReplies ? { ...outcome, text: "", toolCalls: [] } : outcome,
      ...price(outcome, provider.provider, request.model, startedAt),
      segments: segmentsWithTokens(rendered, outcome),
      scores,
      ...(spending === null ? {} : { scoring: spending }),
    };
    if (outcome.kind === "reply") this.texts.set(item, outcome.text);
    return item;
  }

  #keep({ pair }: Call, item: RunItem): void {
    this.items.push(item);
    if (item.outcome.kind === "failure") this.#failed += 1;
    const ofPair = [...(this.#ofPair.get(pair) ?? []), item];
    this.#ofPair.set(pair, ofPair);
    if (ofPair.length === pair.sides.length) {
      this.#ofPair.delete(pair);
      this.#world.earlyStop.add(pair, ofPair);
    }
    const { spentNanoUsd } = this.#world.budget;
    this.#world.onItem(item, {
      done: this.items.length,
      total: this.#total,
      failed: this.#failed,
      spentNanoUsd,
    });
  }
}

function callsOf(pair: Pair): readonly Call[] {
  return pair.sides.map((side) => ({ pair, side }));
}

/** What says which call of a run an item is. */
function identityOf(
  { prompt, provider, case: one, repeat }: Pair,
  side: SideName,
): Pick<RunItem, "side" | "prompt" | "version" | "provider" | "case" | "repeat"> {
  const version = (side === "base" ? prompt.base : null)?.version ?? prompt.head.version;
  return { side, prompt: prompt.name, version, provider: provider.provider.id, case: one.name, repeat };
}
