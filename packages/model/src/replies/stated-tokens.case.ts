// The oracle for the recorded replies: fields by hand, provider by provider, looked up without any of our readers.
import type { CallTokens } from "../call.ts";
import type { Recording } from "./recorded-replies.case.ts";

export type StatedTokens = Omit<CallTokens, "tokenSource" | "inputAudioTokens" | "outputAudioTokens">;

/** Dotted paths below the usage object. Several paths are added up where all of them count; a missing one counts 0. */
interface Fields {
  readonly input: readonly string[];
  readonly output?: readonly string[];
  readonly cacheRead?: string;
  readonly cacheWrite?: string;
  readonly cacheWrite1h?: string;
  readonly reasoning?: string;
}

const CHAT: Fields = {
  input: ["prompt_tokens"],
  output: ["completion_tokens"],
  cacheRead: "prompt_tokens_details.cached_tokens",
  reasoning: "completion_tokens_details.reasoning_tokens",
};
const RESPONSES: Fields = {
  input: ["input_tokens"],
  output: ["output_tokens"],
  cacheRead: "input_tokens_details.cached_tokens",
  cacheWrite: "input_tokens_details.cache_write_tokens",
  reasoning: "output_tokens_details.reasoning_tokens",
};
const XAI_CHAT: Fields = {
  ...CHAT,
  output: ["completion_tokens", "completion_tokens_details.reasoning_tokens"],
};
const ANTHROPIC: Fields = {
  input: ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"],
  output: ["output_tokens"],
  cacheRead: "cache_read_input_tokens",
  cacheWrite: "cache_creation_input_tokens",
  cacheWrite1h: "cache_creation.ephemeral_1h_input_tokens",
  reasoning: "output_tokens_details.thinking_tokens",
};
const GEMINI: Fields = {
  input: ["promptTokenCount", "toolUsePromptTokenCount"],
  output: ["candidatesTokenCount", "thoughtsTokenCount"],
  cacheRead: "cachedContentTokenCount",
  reasoning: "thoughtsTokenCount",
};
const INTERACTIONS: Fields = {
  input: ["total_input_tokens", "total_tool_use_tokens"],
  output: ["total_output_tokens", "total_thought_tokens"],
  cacheRead: "total_cached_tokens",
  reasoning: "total_thought_tokens",
};
const BEDROCK: Fields = {
  input: ["inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens"],
  output: ["outputTokens"],
  cacheRead: "cacheReadInputTokens",
  cacheWrite: "cacheWriteInputTokens",
};

/** The first pattern that fits a name says how its provider writes usage. */
const FIELDS: readonly (readonly [RegExp, Fields])[] = [
  [/^(alibaba|groq|mistral|perplexity)\//, CHAT],
  [/^deepseek\//, { ...CHAT, cacheRead: "prompt_cache_hit_tokens" }],
  [/^moonshotai\//, { ...CHAT, cacheRead: "cached_tokens" }],
  [/^azure\/azure-deepseek/, CHAT],
  [/^(azure|open-responses)\//, RESPONSES],
  [/^amazon-bedrock\//, BEDROCK],
  [/^anthropic\//, ANTHROPIC],
  [/^cohere\//, { input: ["billed_units.input_tokens"], output: ["billed_units.output_tokens"] }],
  [/^google\/interactions\//, INTERACTIONS],
  [/^google\//, GEMINI],
  [/^(openai-compatible\/chat|xai)\/xai-/, XAI_CHAT],
  [/^(xai|openai)\/responses\//, RESPONSES],
  [/^openai\/(chat|completion)\//, CHAT],
  [/^openai\//, { input: ["prompt_tokens"] }],
  [/^togetherai\//, { input: ["prompt_tokens"], output: ["completion_tokens"] }],
  [/^voyage\//, { input: ["total_tokens"] }],
];

/** What no field states by itself, computed by hand from the file. */
const BY_HAND: Readonly<Record<string, Partial<Record<keyof CallTokens, number>>>> = {
  // Two predictions of 5 and 6 tokens.
  "google-vertex/google-vertex-embedding.json": { inputTokens: 5 + 6 },
  // A compaction step is billed on top of the stated totals.
  "anthropic/anthropic-compaction.1.chunks.txt": { inputTokens: 60_385 + 612, outputTokens: 522 + 2_819 },
  "anthropic/anthropic-compaction.1.json": { inputTokens: 60_385 + 682, outputTokens: 592 + 1_320 },
};

/** Files that are no reply of a model to one call, and why. Nothing is read from them. */
export const NO_REPLIES: Readonly<Record<string, string>> = {
  "amazon-bedrock/reranking/amazon-bedrock-reranking.1.json": "results without usage",
  "anthropic/skills/anthropic-skill-create.json": "an uploaded file",
  "anthropic/skills/anthropic-skill-version-create.json": "an uploaded file",
  "cartesia/cartesia-transcription.json": "billed by the second",
  "deepgram/deepgram-transcription.json": "billed by the second",
  "elevenlabs/elevenlabs-transcription.json": "billed by the second",
  "fal/fal-transcription-queue.json": "a job",
  "fal/fal-transcription-result.json": "billed by the second",
  "gladia/gladia-initiate.json": "a job",
  "gladia/gladia-result.json": "billed by the second",
  "gladia/gladia-upload.json": "an uploaded file",
  "google/speech-translation/google-live-speech-translation.chunks.txt": "a session of many turns",
  "groq/groq-transcription-text.json": "plain text inside a wrapper of the recorder",
  "harness-claude-code/bridge/subagent-step-stream.json": "a transcript of several calls, without ids",
  "openai/skills/openai-skill-create.json": "an uploaded file",
  "openai/speech-translation/openai-realtime-speech-translation.chunks.txt": "a session of many turns",
  "revai/revai-job-status.json": "a job",
  "revai/revai-job-submit.json": "a job",
  "revai/revai-transcript.json": "billed by the second",
};

/** What a recorded reply states of its tokens; all null where it states nothing, or is no reply. */
export function statedTokens(recording: Recording): StatedTokens {
  if (recording.name in NO_REPLIES) return NOTHING_STATED;
  const fields = FIELDS.find(([pattern]) => pattern.test(recording.name))?.[1] ?? null;
  const usage = statedUsage(recording);
  const at = (path: string | undefined): number | null => (path === undefined ? null : numberAt(usage, path));
  return {
    inputTokens: sumAt(usage, fields?.input ?? []),
    cacheReadTokens: at(fields?.cacheRead),
    cacheWriteTokens: at(fields?.cacheWrite),
    cacheWrite1hTokens: at(fields?.cacheWrite1h),
    outputTokens: sumAt(usage, fields?.output ?? []),
    reasoningTokens: at(fields?.reasoning),
    ...BY_HAND[recording.name],
  };
}

const NOTHING_STATED: StatedTokens = {
  inputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite1hTokens: null,
  outputTokens: null,
  reasoningTokens: null,
};

/** All usage objects of the last reply in the file, the later over the earlier. */
function statedUsage({ events, body }: Recording): unknown {
  const starts = (events ?? []).map((event) => /"type":"message_start"/.test(JSON.stringify(event)));
  const found = (events?.slice(Math.max(0, starts.lastIndexOf(true))) ?? [body]).flatMap(usagesIn);
  const fields = found.flatMap((usage) => Object.entries(usage).filter(([, value]) => value !== null));
  return Object.fromEntries(fields);
}

function usagesIn(json: unknown): object[] {
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([key, value]: [string, unknown]) => {
    const isUsage = ["usage", "usageMetadata", "meta"].includes(key) && typeof value === "object";
    return isUsage && value !== null ? [value] : usagesIn(value);
  });
}

function numberAt(json: unknown, path: string): number | null {
  let value = json;
  for (const key of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  return typeof value === "number" ? value : null;
}

/** The first path is the count itself; without it the rest says nothing. */
function sumAt(json: unknown, paths: readonly string[]): number | null {
  const values = paths.map((path) => numberAt(json, path));
  return (values[0] ?? null) === null ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** The same of a reply that was read, or of a call. */
export const tokensOf = ({
  inputTokens,
  cacheReadTokens,
  cacheWriteTokens,
  cacheWrite1hTokens,
  outputTokens,
  reasoningTokens,
}: CallTokens): StatedTokens => ({
  inputTokens,
  cacheReadTokens,
  cacheWriteTokens,
  cacheWrite1hTokens,
  outputTokens,
  reasoningTokens,
});
