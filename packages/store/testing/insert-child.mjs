// Inserts batches into a store until it is killed, and says on its output which ones have been acknowledged.
// argv: data folder, calls a batch, months that a batch spans.
import { randomBytes } from "node:crypto";
import { openStore } from "../dist/index.js";

const [dataDir, size, months] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const MONTH = 31 * 86_400_000;
const store = await openStore({ dataDir });
process.stdout.write("ready\n");
for (let batch = Date.now() * 1000; ; batch += 1) {
  const calls = Array.from({ length: size }, (_, i) => ({
    batch,
    call: callAt(Date.now() - ((i * MONTH) / size) * months),
  }));
  process.stdout.write("begun\n");
  const { stored } = await store.insert(calls);
  process.stdout.write(`stored ${stored}\n`);
}

function callAt(startTime) {
  return {
    project: "default",
    environment: null,
    service: null,
    team: null,
    user: null,
    session: null,
    prompt: "answer",
    version: null,
    promptSource: "named",
    provider: null,
    operation: "chat",
    requestModel: "m",
    responseModel: null,
    responseId: null,
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
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    startTime,
    durationMs: 100,
    ttftMs: null,
    tpotMs: null,
    stream: null,
    attempts: null,
    httpStatus: null,
    errorClass: null,
    errorType: null,
    finishReason: null,
    inputTokens: 3,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    cacheWrite1hTokens: null,
    inputAudioTokens: null,
    outputTokens: 4,
    reasoningTokens: null,
    outputAudioTokens: null,
    tokenSource: "reported",
    costNanoUsd: null,
    pricing: { status: "unpriced", row: null, effectiveFrom: null, reason: "unknown_model" },
    reportedCostNanoUsd: null,
    segments: [],
    dialect: "promptprof",
    tags: [],
    notes: [],
  };
}
