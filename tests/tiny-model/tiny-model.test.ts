import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createDecoder } from "./decode.ts";
import { tinyModelMissing } from "./files.ts";
import { generate } from "./generate.ts";
import { loadModel } from "./model.ts";
import { sample } from "./sample.ts";
import { BEGIN, loadTokenizer } from "./tokenizer.ts";

const missing = tinyModelMissing();
const answersFile = new URL("../../../shared/data/known-answers.json", import.meta.url);

describe.skipIf(missing !== null)(`stories260K${missing === null ? "" : ` (${missing})`}`, () => {
  test.each([
    ["", [1]],
    ["Once upon a time", [1, 403, 407, 261, 378]],
    ["Lily went to the park.", [1, 317, 263, 377, 267, 265, 282, 295, 433, 426]],
    ["Zoë 🙂", [1, 410, 469, 414, 198, 174, 410, 243, 162, 156, 133]],
  ])("%j is encoded as the model's README says", (text, ids) => {
    expect(loadTokenizer().encode(text)).toEqual(ids);
  });

  test("greedy decoding writes the published story of llama2.c, up to position 256", async () => {
    const { text } = await write("Once upon a time", 252);
    expect(text).toBe(STORY);
  });

  test("an empty prompt begins the same story by itself", async () => {
    const { text } = await write("", 20);
    expect(text.trimStart()).toBe(STORY.slice(0, text.trimStart().length));
  });

  test.skipIf(!existsSync(answersFile))(
    "all 341 tokens are the known ones, then the model ends by itself",
    async () => {
      const { greedy } = (JSON.parse(readFileSync(answersFile, "utf8")) as KnownAnswers).stories260k;
      const { tokens, text, reason } = await write("Once upon a time", 512);
      expect(tokens).toEqual(greedy.token_ids_full);
      expect(text).toBe(greedy.text_full);
      expect(reason).toBe("stop");
    },
  );

  test("the same seed draws the same tokens, another seed others", async () => {
    const [one, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => write("Once upon a time", 20, { temperature: 1.2, seed })),
    );
    expect(one?.tokens).toEqual(again?.tokens);
    expect(one?.tokens).not.toEqual(other?.tokens);
  });

  test("beyond the context there is no token", () => {
    const decoder = createDecoder({ ...loadModel(), context: 2 });
    decoder.next(sample(decoder.next(BEGIN), 0, Math.random));
    expect(() => decoder.next(BEGIN)).toThrow("position 2 is beyond the context of 2");
  });
});

interface Story {
  readonly tokens: number[];
  readonly text: string;
  readonly reason: string;
}

async function write(prompt: string, maxTokens: number, how = { temperature: 0, seed: 1 }): Promise<Story> {
  const tokenizer = loadTokenizer();
  const request = {
    prompt: tokenizer.encode(prompt),
    maxTokens,
    stop: [],
    signal: new AbortController().signal,
    ...how,
  };
  const written = generate(loadModel(), tokenizer, request);
  const tokens: number[] = [];
  let text = prompt;
  for (;;) {
    const step = await written.next();
    if (step.done) return { tokens, text: text + step.value.rest, reason: step.value.reason };
    tokens.push(step.value.token);
    text += step.value.text;
  }
}

interface KnownAnswers {
  readonly stories260k: {
    readonly greedy: { readonly token_ids_full: number[]; readonly text_full: string };
  };
}

/** As printed in karpathy/llama2.c@1386edf, doc/stories260K.md. */
const STORY = `Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. She wanted to play with it, but it was too high.
Lily's mom said, "Lily, let's go to the park." Lily was sad and didn't know what to do. She said, "I want to play with your ball, but I can't find it."
Lily was sad and didn't know what to do. She said, "I'm sorry, Lily. I didn't know what to do."
Lily didn't want to help her mom, so she said, "I'm sorry, mom. I didn't know what to do." Her mom said, "Don't worry, Lily. We can help you.`;
