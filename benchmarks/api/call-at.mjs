import { randomBytes } from "node:crypto";

const MODELS = [
  ["openai", "gpt-5-mini"],
  ["anthropic", "claude-sonnet-4-5"],
  ["gcp.gemini", "gemini-2.5-flash"],
];
const PROMPTS = 50;
const VERSIONS = 8;

/** A priced, streamed call of one of 50 prompts, most of them rare, that starts at `startTime` (epoch ms). */
export function callAt(startTime) {
  const prompt = Math.floor(PROMPTS * Math.random() ** 3);
  const [provider, model] = MODELS[prompt % MODELS.length];
  const failed = Math.random() < 0.015;
  const inputTokens = 200 + 20 * prompt + skewed(150);
  const outputTokens = 1 + skewed(120);
  const ttftMs = 250 + 10 * prompt + skewed(200);
  const cost = { input: inputTokens * 250, cacheRead: 0, cacheWrite: 0, output: outputTokens * 2000 };
  return {
    project: "default",
    environment: "production",
    service: `service-${prompt % 6}`,
    team: `team-${prompt % 4}`,
    user: hex(8),
    session: hex(6),
    prompt: `prompt-${prompt}`,
    version: `v${1 + Math.floor(VERSIONS * Math.random())}`,
    promptSource: "named",
    provider,
    operation: "chat",
    requestModel: model,
    responseModel: `${model}-2026-02-01`,
    responseId: `chatcmpl-${hex(12)}`,
    serviceTier: null,
    headersMs: null,
    retryWaitMs: null,
    requestId: null,
    toolCalls: null,
    gaps: null,
    rateLimit: null,
    experiment: null,
    versionLabel: null,
    gitCommit: null,
    traceId: hex(16),
    spanId: hex(8),
    startTime,
    durationMs: ttftMs + 14 * outputTokens,
    ttftMs: failed ? null : ttftMs,
    tpotMs: failed ? null : 14,
    stream: true,
    attempts: 1,
    httpStatus: failed ? 429 : 200,
    errorClass: failed ? "rate_limit" : null,
    errorType: failed ? "RateLimitError" : null,
    finishReason: failed ? null : "stop",
    inputTokens,
    cacheReadTokens: 0,
    cacheWriteTokens: null,
    cacheWrite1hTokens: null,
    inputAudioTokens: null,
    outputTokens,
    reasoningTokens: 0,
    outputAudioTokens: null,
    tokenSource: "reported",
    costNanoUsd: { ...cost, total: cost.input + cost.output },
    pricing: { status: "priced", row: `${provider}/${model}`, effectiveFrom: "2026-01-01", reason: null },
    reportedCostNanoUsd: null,
    segments: [
      {
        path: "system/instructions",
        kind: "static",
        hash: prompt.toString(16).padStart(16, "0"),
        tokens: inputTokens - 50,
      },
      { path: "user/question", kind: "variable", hash: hex(8), tokens: 50 },
    ],
    dialect: "promptprof",
    tags: [],
    notes: [],
  };
}

/** Whole numbers with a long tail and the given median. */
function skewed(median) {
  return Math.round(median * Math.exp(0.7 * (Math.random() + Math.random() + Math.random() - 1.5) * 2));
}

function hex(bytes) {
  return randomBytes(bytes).toString("hex");
}
