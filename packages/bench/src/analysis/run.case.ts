import { costOf, type Segment } from "@promptprof/model";
import { seededRandom } from "@promptprof/stats";
import type { Run, RunItem, SideName } from "../run/run.ts";

/** What is different on head; nothing where nothing is said. */
export interface MadeRun {
  readonly cases?: number;
  readonly repeats?: number;
  readonly withBase?: boolean;
  readonly seed?: number;
  /** Latency of head over base. */
  readonly slower?: number;
  /** Tokens that system/examples takes more on head. */
  readonly longer?: number;
  /** Share of head's calls that fail. */
  readonly failing?: number;
  /** Share of head's replies that are wrong, 0.1 on base. */
  readonly wrong?: number;
  readonly scorers?: Run["scorers"];
}

const SCORER = { name: "exact", binary: true, goodFor: "One right answer.", notFor: "Free text." };

/** A run with the spread of real latencies: cases differ by a factor, repeats by less, one case in eight is German. */
export function madeRun(made: MadeRun = {}): Run {
  const { cases = 60, repeats = 1, withBase = true, seed = 1, scorers = [SCORER] } = made;
  const random = seededRandom(seed);
  const sides: readonly SideName[] = withBase ? ["base", "head"] : ["head"];
  const items = Array.from({ length: cases }, (_, i) => {
    const hard = Math.exp(normal(random) * 0.5);
    return Array.from({ length: repeats }, (_, repeat) =>
      sides.map((side) => item(made, { side, i, repeat, hard }, random)),
    );
  }).flat(2);
  return {
    id: "run-1",
    suite: { name: "support", file: "promptprof.bench.yaml", hash: "9e107d9d372b" },
    base: withBase ? "main" : null,
    head: "branch",
    startedAt: 1_795_000_000_000,
    endedAt: 1_795_000_090_000,
    seed,
    ended: "complete",
    replayed: null,
    prompts: [
      { prompt: "triage", path: "prompts/triage.prompt", lines: { "system/rules": 3, "system/examples": 7 } },
    ],
    unchanged: [],
    scorers,
    items,
  };
}

interface Place {
  readonly side: SideName;
  readonly i: number;
  readonly repeat: number;
  readonly hard: number;
}

function item(made: MadeRun, { side, i, repeat, hard }: Place, random: () => number): RunItem {
  const head = side === "head";
  const durationMs = 800 * hard * Math.exp(normal(random) * 0.15) * (head ? (made.slower ?? 1) : 1);
  const segments = segmentsOf(head ? (made.longer ?? 0) : 0, i);
  const inputTokens = segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  const failed = random() < (head ? (made.failing ?? 0) : 0);
  const right = random() >= (head ? (made.wrong ?? 0.1) : 0.1);
  const common = { durationMs, attempts: 1 };
  return {
    side,
    prompt: "triage",
    version: head ? "77b1c04e9a10" : "0f3a91c2d4e5",
    provider: "local",
    model: "tiny",
    case: `case-${String(i).padStart(3, "0")}`,
    cluster: `document-${i % 20}`,
    repeat,
    tags: { language: i % 8 === 0 ? "de" : "en" },
    startedAt: 1_795_000_000_000 + i,
    outcome: failed
      ? { kind: "failure", errorClass: "overloaded", message: "503", httpStatus: 503, ...common }
      : {
          kind: "reply",
          text: "",
          toolCalls: [],
          finishReason: "stop",
          responseModel: null,
          usage: {
            inputTokens,
            cacheReadTokens: null,
            cacheWriteTokens: null,
            outputTokens: 50 + (i % 7),
            reasoningTokens: null,
          },
          ttftMs: durationMs / 4,
          ...common,
        },
    cost: failed
      ? null
      : costOf({ input: inputTokens * 150, cacheRead: 0, cacheWrite: 0, output: 600 * (50 + (i % 7)) }),
    unpriced: failed ? "failed_without_tokens" : null,
    segments,
    scores: failed ? [] : [{ name: "exact", value: right ? 1 : 0, reason: null }],
  };
}

function segmentsOf(longer: number, i: number): Segment[] {
  return [
    { path: "system/rules", kind: "static", hash: "a", tokens: 120 },
    { path: "system/examples", kind: "static", hash: "b", tokens: 200 + longer },
    { path: "user/question", kind: "variable", hash: "c", tokens: 20 + (i % 11) },
  ];
}

/** Standard normal, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
