import { describe, expect, test } from "vitest";
import { factsOf, readRecordings, RECORDINGS_MISSING, RECORDINGS_PATH } from "./recorded-replies.case.ts";
import { COUNTS } from "./recorded-counts.case.ts";
import { NO_REPLIES, statedTokens, tokensOf } from "./stated-tokens.case.ts";

const recordings = readRecordings();
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
      expect(facts && tokensOf(facts)).toEqual(statedTokens(recording));
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
