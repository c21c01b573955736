import { extractUsage, findProvider } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { LibraryPrices } from "../pricing/library-prices.ts";
import { nanoUsdFor, type Rate } from "../pricing/price-row.ts";
import {
  factsOf,
  readRecordings,
  RECORDINGS_MISSING,
  RECORDINGS_PATH,
  type Recording,
} from "./recorded-replies.case.ts";
import type { ReplyFacts } from "./reply-facts.ts";

const recordings = readRecordings();

/** Which extractor of the price library fits which bodies. It has none for the others. */
const LIBRARY: readonly (readonly [pattern: RegExp, providerId: string, flavour: string])[] = [
  [/^anthropic\//, "anthropic", "default"],
  [/^amazon-bedrock\//, "aws", "default"],
  [/^azure\/azure-deepseek/, "azure", "chat"],
  [/^azure\//, "azure", "responses"],
  [/^cohere\/cohere-embedding/, "cohere", "embeddings"],
  [/^cohere\//, "cohere", "default"],
  [/^deepseek\//, "deepseek", "chat"],
  [/^google\/google-/, "google", "default"],
  [/^groq\//, "groq", "default"],
  [/^mistral\//, "mistral", "default"],
  [/^moonshotai\//, "moonshotai", "chat"],
  [/^openai\/responses\//, "openai", "responses"],
  [/^openai\/embedding\//, "openai", "embeddings"],
  [/^openai\/(chat|completion)\//, "openai", "chat"],
  [/^perplexity\//, "perplexity", "default"],
  [/^(openai-compatible\/chat|xai)\/xai-/, "x-ai", "chat"],
];
/** Where the library reads less than the body says. */
const LIBRARY_LACKS: readonly string[] = [
  // The compaction step, which is billed on top.
  "anthropic/anthropic-compaction.1.json",
  // Moonshot's cached tokens outside of OpenAI's details.
  "moonshotai/moonshotai-reasoning.json",
];

function libraryTokens({ name, body }: Recording): readonly (number | null)[] | null {
  const row = LIBRARY.find(([pattern]) => pattern.test(name));
  const provider = row && findProvider({ providerId: row[1] });
  if (row === undefined || provider === undefined) return null;
  try {
    const { usage } = extractUsage(provider, body, row[2]);
    const { input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, output_reasoning_tokens } =
      usage;
    return [input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, output_reasoning_tokens].map(
      (count) => count ?? null,
    );
  } catch {
    return null;
  }
}

describe.skipIf(RECORDINGS_MISSING)(`@pydantic/genai-prices over the bodies of ${RECORDINGS_PATH}`, () => {
  const read = recordings
    .filter(({ events }) => events === null)
    .map((recording) => ({
      name: recording.name,
      library: libraryTokens(recording),
      facts: factsOf(recording),
    }))
    .filter(({ library }) => library !== null);

  test("reads 114 of the 164 bodies", () => {
    expect(read).toHaveLength(114);
  });

  test("agrees with our reading in all but two, where it reads less than the body says", () => {
    const differing = read.filter(
      ({ library, facts }) => String(library) !== String(facts && countsOf(facts)),
    );
    expect(differing.map(({ name }) => name)).toEqual(LIBRARY_LACKS);
  });
});

function countsOf(facts: ReplyFacts): readonly (number | null)[] {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens } = facts;
  return [inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens];
}

describe.skipIf(RECORDINGS_MISSING)(`the costs that xAI states in ${RECORDINGS_PATH}`, () => {
  const chats = recordings.filter(({ name }) => /^(openai-compatible\/chat|xai)\/xai-/.test(name));

  const row = new LibraryPrices().find("x_ai", "grok-3-mini", Date.parse("2026-02-11T00:00:00Z"));

  test.each(chats)(
    "$name costs to the nano-dollar what its tokens cost by the dated price list",
    (recording) => {
      const facts = factsOf(recording);
      const [input, cacheRead, _cacheWrite, output] = facts === null ? [] : countsOf(facts);
      const cost = (rate: Rate | null | undefined, tokens: number): number =>
        rate ? nanoUsdFor(rate, tokens, Number(input)) : NaN;
      const parts = [
        cost(row?.rates.input, Number(input) - Number(cacheRead)),
        cost(row?.rates.cacheRead, Number(cacheRead)),
        cost(row?.rates.output, Number(output)),
      ];
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(facts?.reportedCostNanoUsd);
    },
  );

  test("are there in all 8 chats", () => {
    expect(chats).toHaveLength(8);
  });
});
