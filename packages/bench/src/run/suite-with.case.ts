import { promptInSuite } from "../prompts/prompt-of-entry.ts";
import { functionProvider, type FunctionCall } from "../providers/function-provider.ts";
import { LIMIT_DEFAULTS, type Limits, type Suite } from "../suite/suite.ts";
import type { PlannedPrompt } from "./plan.ts";
import { CLOCK, type RunOptions } from "./run-suite.ts";

interface Shape {
  readonly cases: number;
  readonly repeats?: number;
  readonly providers?: number;
  readonly prompts?: number;
  readonly limits?: Partial<Limits>;
  readonly maxUsd?: number;
  readonly call?: FunctionCall;
}

/** A suite of code: prompt `p0`, case `c0`, provider `f0` ... whose base says one word more than the head. */
export function suiteWith({
  cases,
  repeats = 1,
  providers = 1,
  prompts = 1,
  limits,
  maxUsd,
  call = ({ messages }) => ({ text: messages[0]?.content ?? "", inputTokens: 100, outputTokens: 10 }),
}: Shape): { readonly suite: Suite; readonly prompts: readonly PlannedPrompt[] } {
  const planned = numbered(prompts, (i) => ({
    name: `p${i}`,
    head: promptInSuite(`${i}: say {{word}}`, { model: "m" }),
    base: promptInSuite(`${i}: please say {{word}}`, { model: "m" }),
  }));
  const suite: Suite = {
    name: "test",
    file: "test.yaml",
    hash: "0123456789ab",
    prompts: planned.map(({ name, head }) => ({ name, head, path: null, parse: null })),
    cases: numbered(cases, (i) => ({
      name: `c${i}`,
      cluster: `c${i}`,
      variables: { word: `word ${i}` },
      expected: undefined,
      tags: {},
      scorers: [],
      prompts: null,
      place: `test.yaml:${i + 1}`,
    })),
    providers: numbered(providers, (i) => ({
      provider: functionProvider(`f${i}`, null, call),
      model: null,
      parameters: {},
    })),
    scorers: [],
    repeats,
    limits: { ...LIMIT_DEFAULTS, ...limits },
    maxUsd: maxUsd ?? null,
    margins: {},
    gate: null,
    // 100 and 10 tokens are 0.001 dollars.
    prices: [{ model: "m", inputUsdPerMTok: 9, outputUsdPerMTok: 10 }],
    keepReplies: true,
  };
  return { suite, prompts: planned };
}

export function optionsFor(prompts: readonly PlannedPrompt[], more: Partial<RunOptions> = {}): RunOptions {
  return {
    prompts,
    unchanged: [],
    files: [],
    base: "base",
    head: "head",
    seed: 1,
    adaptive: false,
    log: null,
    resume: false,
    record: null,
    replay: null,
    realTime: false,
    salt: "test",
    id: "run",
    isProfiled: false,
    signal: new AbortController().signal,
    onProgress: () => {},
    clock: CLOCK,
    ...more,
  };
}

function numbered<Item>(count: number, make: (i: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
