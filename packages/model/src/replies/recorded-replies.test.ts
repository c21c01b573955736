import { describe, expect, test } from "vitest";
import type { CallTokens } from "../call.ts";
import {
  factsOf,
  readRecordings,
  RECORDINGS_MISSING,
  RECORDINGS_PATH,
  type Recording,
} from "./recorded-replies.case.ts";

/** Sound is told by hand, in `audio-usage.test.ts`: these oracles know no splits. */
type ExpectedTokens = Omit<CallTokens, "tokenSource" | "inputAudioTokens" | "outputAudioTokens">;

const recordings = readRecordings();
const tokensOf = ({
  inputTokens,
  cacheReadTokens,
  cacheWriteTokens,
  cacheWrite1hTokens,
  outputTokens,
  reasoningTokens,
}: CallTokens): ExpectedTokens => ({
  inputTokens,
  cacheReadTokens,
  cacheWriteTokens,
  cacheWrite1hTokens,
  outputTokens,
  reasoningTokens,
});

// The oracle of this file: fields by hand, provider by provider, looked up without any of our readers.

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
const NO_REPLIES: Readonly<Record<string, string>> = {
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

/** Per provider: files whose usage the reply states, and files without any (errors, cut streams, pictures ...). */
const COUNTS: Readonly<Record<string, readonly [stated: number, absent: number]>> = {
  alibaba: [6, 0],
  "amazon-bedrock": [18, 6],
  anthropic: [62, 2],
  azure: [17, 0],
  cartesia: [0, 1],
  cohere: [11, 1],
  deepgram: [0, 1],
  deepseek: [7, 0],
  elevenlabs: [0, 1],
  fal: [0, 2],
  gladia: [0, 3],
  google: [31, 2],
  "google-vertex": [1, 0],
  groq: [5, 1],
  "harness-claude-code": [0, 1],
  mistral: [8, 0],
  moonshotai: [4, 0],
  "open-responses": [7, 0],
  openai: [62, 11],
  "openai-compatible": [4, 0],
  perplexity: [4, 0],
  revai: [0, 3],
  togetherai: [1, 0],
  voyage: [2, 0],
  xai: [14, 0],
};

/** Replies without usage, and why they have none: their tokens are unknown, and unknown is not 0. */
const NO_USAGE: Readonly<Record<string, string>> = {
  "amazon-bedrock/amazon-bedrock-json-tool.1.chunks.txt": "ends before its metadata event",
  "amazon-bedrock/amazon-bedrock-json-tool.2.chunks.txt": "ends before its metadata event",
  "amazon-bedrock/amazon-bedrock-json-tool.3.chunks.txt": "ends before its metadata event",
  "amazon-bedrock/amazon-bedrock-json-with-tool.1.chunks.txt": "ends before its metadata event",
  "amazon-bedrock/amazon-bedrock-json-with-tools.1.chunks.txt": "ends before its metadata event",
  "cohere/reranking/cohere-reranking.1.json": "billed by the search",
  "google/google-429-retry-info.json": "an error",
  "openai/chat/reasoning-model-legacy-parameter-error.json": "an error",
  "openai/image/gpt-image-response-format-error.json": "an error",
  "openai/image/openai-image-edit.json": "a picture without usage",
  "openai/image/openai-image.json": "a picture without usage",
  "openai/responses/openai-error.1.chunks.txt": "an error in mid-stream",
  "openai/responses/openai-error.1.json": "an error",
  "openai/responses/parallel-tool-call-wrapper.1.chunks.txt": "its closing event is a broken line",
  "openai/responses/reasoning-model-temperature-error.json": "an error",
  "openai/transcription/openai-transcription.json": "billed by the second",
};

/** Streams in which a second reply begins: recorded over several calls, or spliced by a gateway. The last one counts. */
const SEVERAL_REPLIES: readonly string[] = [
  "anthropic/anthropic-programmatic-tool-calling.1.chunks.txt",
  "anthropic/anthropic-tool-search-bm25.1.chunks.txt",
  "anthropic/anthropic-tool-search-deferred-bm25.chunks.txt",
  "anthropic/anthropic-tool-search-deferred-regex.chunks.txt",
  "anthropic/anthropic-tool-search-regex.1.chunks.txt",
  "anthropic/spliced-message-start.chunks.txt",
  "azure/azure-reasoning-encrypted-content.1.chunks.txt",
  "openai/responses/openai-reasoning-encrypted-content.1.chunks.txt",
  "openai/responses/openai-shell-tool.1.chunks.txt",
];

function expectedTokens(recording: Recording): ExpectedTokens {
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

describe.skipIf(RECORDINGS_MISSING)(`the recorded replies (${RECORDINGS_PATH})`, () => {
  test("are 299 files of 25 providers, 135 streams and 164 bodies, and two lines of one are no JSON", () => {
    expect(recordings).toHaveLength(299);
    expect(new Set(recordings.map(({ provider }) => provider)).size).toBe(25);
    expect(recordings.filter(({ events }) => events !== null)).toHaveLength(135);
    const broken = recordings.filter(({ brokenLines }) => brokenLines > 0);
    expect(broken.map(({ name, brokenLines }) => [name, brokenLines])).toEqual([
      ["openai/responses/parallel-tool-call-wrapper.1.chunks.txt", 2],
    ]);
  });

  test("are recognised by their JSON alone, but for 19 that are no reply to a call", () => {
    const unknown = recordings.filter((recording) => factsOf(recording) === null).map(({ name }) => name);
    expect(unknown).toEqual(Object.keys(NO_REPLIES));
  });

  test.each(recordings.filter(({ name }) => !(name in NO_REPLIES)))(
    "$name: the tokens are those of the fields written down by hand",
    (recording) => {
      const facts = factsOf(recording);
      expect(facts && tokensOf(facts)).toEqual(expectedTokens(recording));
    },
  );

  test("state usage in these many files of each provider, 264 in all, and lack it in 35", () => {
    const counts: Record<string, [stated: number, absent: number]> = {};
    for (const recording of recordings) {
      const count = (counts[recording.provider] ??= [0, 0]);
      count[factsOf(recording)?.tokenSource === "reported" ? 0 : 1] += 1;
    }
    expect(counts).toEqual(COUNTS);
    const all = Object.values(counts);
    expect(all.reduce((sum, [stated]) => sum + stated, 0)).toBe(264);
    expect(all.reduce((sum, [, absent]) => sum + absent, 0)).toBe(35);
  });

  test("lack usage where there is a reason for it in the file", () => {
    const absent = recordings.filter((recording) => factsOf(recording)?.tokenSource === "absent");
    expect(absent.map(({ name }) => name)).toEqual(Object.keys(NO_USAGE));
  });

  test("say so where a second reply begins in the same stream", () => {
    const restarted = recordings.filter((recording) => factsOf(recording)?.notes.includes("reply_restarted"));
    expect(restarted.map(({ name }) => name)).toEqual(SEVERAL_REPLIES);
  });

  test("show no contradiction: no rule that repairs a count had to fire", () => {
    const repairs = new Set([
      "input_excludes_cache_by_size",
      "reasoning_clamped",
      "total_contradicts_parts",
      "negative_tokens_ignored",
    ]);
    const repaired = recordings.filter((recording) =>
      factsOf(recording)?.notes.some((note) => repairs.has(note)),
    );
    expect(repaired.map(({ name }) => name)).toEqual([]);
  });

  test("have the reasoning of xAI's chats added to the output, because only so the total adds up", () => {
    const added = recordings.filter((recording) =>
      factsOf(recording)?.notes.includes("output_excludes_reasoning_by_total"),
    );
    expect(
      added.map(({ name }) => name).every((name) => /^(openai-compatible\/chat|xai)\/xai-/.test(name)),
    ).toBe(true);
    expect(added).toHaveLength(8);
  });

  test("name an advisor's tokens apart, at its own model", () => {
    const apart = recordings.flatMap((recording) => factsOf(recording)?.apart ?? []);
    expect(
      apart.map(({ model, kind, tokens }) => [model, kind, tokens.inputTokens, tokens.outputTokens]),
    ).toEqual([
      ["claude-opus-4-7", "advisor_message", 2_728, 3_880],
      ["claude-opus-4-7", "advisor_message", 2_728, 874],
    ]);
  });
});
