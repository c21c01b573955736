import { seededRandom, type Random } from "@promptprof/stats";
import { casesFor } from "../suite/case-mistakes.ts";
import type { Case, Prompt, Suite, SuiteProvider } from "../suite/suite.ts";
import type { SideName } from "./run.ts";

/** A prompt as a run calls it. */
export interface PlannedPrompt {
  readonly name: string;
  readonly head: Prompt;
  /** null = there is nothing to compare with: no base was asked for, or the prompt is new. */
  readonly base: Prompt | null;
}

/** A case of a prompt with a provider, once, on each side that there is: what is called side by side. */
export interface Pair {
  readonly prompt: PlannedPrompt;
  readonly provider: SuiteProvider;
  readonly case: Case;
  readonly repeat: number;
  /** In the order of the calls. */
  readonly sides: readonly SideName[];
}

/**
 * Every call of a run in the order in which it is made. Pairs come at random, all cases before the first repeat; within
 * a pair the sides follow each other at once, so that a slow minute of the provider hits both. Of two pairs that follow
 * each other in a prompt, provider and repeat, one begins with the base and one with the head, at random: who comes
 * first, comes first as often as second.
 *
 * @param seed the same seed gives the same order
 */
export function planOf(suite: Suite, prompts: readonly PlannedPrompt[], seed: number): readonly Pair[] {
  const random = seededRandom(seed);
  const rounds = Array.from({ length: suite.repeats }, (_, repeat) => {
    const groups = prompts.flatMap((prompt) =>
      suite.providers.map((provider) => groupOf(prompt, provider, suite.cases, repeat, random)),
    );
    return shuffled(groups.flat(), random);
  });
  return rounds.flat();
}

function groupOf(
  prompt: PlannedPrompt,
  provider: SuiteProvider,
  cases: readonly Case[],
  repeat: number,
  random: Random,
): readonly Pair[] {
  let isBaseFirst = false;
  return shuffled(casesFor(prompt.name, cases), random).map((one, i) => {
    isBaseFirst = i % 2 === 0 ? random() < 0.5 : !isBaseFirst;
    return { prompt, provider, case: one, repeat, sides: sidesOf(prompt, isBaseFirst) };
  });
}

function sidesOf({ base }: PlannedPrompt, isBaseFirst: boolean): readonly SideName[] {
  if (base === null) return ["head"];
  return isBaseFirst ? ["base", "head"] : ["head", "base"];
}

/** Fisher and Yates: each order is as likely as any other. */
function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
