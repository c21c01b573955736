import { blankCall, costOf, type Call } from "@promptprof/model";
import { normalQuantile, seededRandom, type Random } from "@promptprof/stats";

export const DAY: number = 86_400_000;
/** Start of the day before yesterday: over, and every table holds it. */
export const THEN: number = (Math.floor(Date.now() / DAY) - 2) * DAY;

/** Calls that are alike but for chance. */
export interface Traffic {
  readonly project: string;
  readonly prompt?: string;
  readonly version?: string;
  readonly model?: string;
  readonly team?: string;
  readonly n: number;
  readonly medianMs?: number;
  readonly errorRate?: number;
  /** Mean cost of a call; default 1,000,000. */
  readonly nanoUsd?: number;
  /** Epoch ms of the first; they are spread over a day. */
  readonly from?: number;
}

let serial = 0;

/** Latencies are lognormal with a sigma of 0.5, tokens and cost vary by a fifth. */
export function trafficOf(traffic: Traffic, seed: number): Call[] {
  const random = seededRandom(seed);
  return Array.from({ length: traffic.n }, (_, i) => callOf(traffic, i, random));
}

function callOf(traffic: Traffic, i: number, random: Random): Call {
  const { n, medianMs = 1000, errorRate = 0.02, nanoUsd = 1_000_000, from = THEN } = traffic;
  const { project, prompt = "answer", version = "v1", model = "fast", team = "care" } = traffic;
  const durationMs = medianMs * Math.exp(0.5 * normalQuantile(random() * 0.9999 + 0.00005));
  const size = 0.8 + 0.4 * random();
  const cost = Math.round((nanoUsd * size) / 4) * 4;
  const failed = random() < errorRate;
  serial += 1;
  const id = serial.toString(16);
  const startTime = from + Math.floor(((i + 0.5) * DAY) / n);
  return {
    ...blankCall({ project, traceId: id.padStart(32, "0"), spanId: id.padStart(16, "0"), startTime }),
    ...PLAIN,
    prompt,
    version,
    team,
    requestModel: model,
    responseModel: model,
    durationMs: Math.round(durationMs * 1000) / 1000,
    ttftMs: Math.round(durationMs * 250) / 1000,
    errorClass: failed ? "timeout" : null,
    inputTokens: Math.round(1000 * size),
    outputTokens: Math.round(100 * size),
    costNanoUsd: costOf({ input: cost / 4, cacheRead: 0, cacheWrite: 0, output: (cost / 4) * 3 }),
  };
}

const PLAIN = {
  environment: "production",
  service: "support",
  promptSource: "named",
  provider: "openai",
  tpotMs: 12.5,
  stream: true,
  attempts: 1,
  httpStatus: 200,
  finishReason: "stop",
  cacheReadTokens: 0,
  reasoningTokens: 0,
  tokenSource: "reported",
  pricing: { status: "priced", row: "openai/test", effectiveFrom: "2026-01-01", reason: null },
} as const satisfies Partial<Call>;
