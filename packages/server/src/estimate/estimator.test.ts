import { expect, test } from "vitest";
import { Estimator, type Uncounted } from "./estimator.ts";

function textsOf(input: string, rest: Partial<Uncounted> = {}): Uncounted {
  const texts = { input: [input], output: null, isTooLarge: false };
  return { texts, operation: "chat", model: "gpt-4o", ...rest };
}

async function withEstimator<T>(deadlineMs: number, use: (estimator: Estimator) => Promise<T>): Promise<T> {
  const failures: unknown[] = [];
  const estimator = new Estimator((error) => failures.push(error), deadlineMs);
  try {
    return await use(estimator);
  } finally {
    await estimator.close();
    expect(failures).toEqual([]);
  }
}

test("texts are counted in a thread, with what a chat adds for each message, by the model's own vocabulary", async () => {
  await withEstimator(5_000, async (estimator) => {
    const texts = { input: ["be brief", "hi"], output: ["Hello from fake"], isTooLarge: false };
    const chat = { texts, operation: "chat", model: "gpt-4o-mini" };
    const [estimate] = await estimator.estimate([chat]);
    expect(estimate).toEqual({
      inputTokens: 2 + 4 + 1 + 4,
      outputTokens: 3,
      encoding: "o200k_base",
      notes: [],
    });
    const special = { ...textsOf("a <|endoftext|>", { operation: "text_completion" }), model: "gpt-4" };
    expect(await estimator.estimate([special, textsOf("a <|endoftext|>")])).toMatchObject([
      { inputTokens: 7, encoding: "cl100k_base" },
      { inputTokens: 8 + 4, encoding: "o200k_base" },
    ]);
  });
});

test("what is not counted in time is not estimated and says so; the thread is started anew for the next", async () => {
  await withEstimator(40, async (estimator) => {
    const words = Array.from({ length: 200_000 }, (_, i) => (i * 7919).toString(36)).join(" ");
    const [small, large] = await estimator.estimate([textsOf("hi"), textsOf(words)]);
    expect(small).toMatchObject({ inputTokens: 5, notes: [] });
    expect(large).toMatchObject({ inputTokens: null, outputTokens: null, notes: ["estimate_timed_out"] });
    expect(await estimator.estimate([textsOf("hi")])).toMatchObject([{ inputTokens: 5 }]);
  });
});

test("who waits for its turn longer than for its counting is not counted", async () => {
  await withEstimator(60, async (estimator) => {
    await estimator.estimate([textsOf("hi")]);
    const words = Array.from({ length: 200_000 }, (_, i) => (i * 7919).toString(36)).join(" ");
    const start = performance.now();
    const estimates = await Promise.all(
      Array.from({ length: 50 }, () => estimator.estimate([textsOf(words)])),
    );
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(estimates.flat().every(({ notes }) => notes.includes("estimate_timed_out"))).toBe(true);
  });
});

test("a request brings at most two million characters and a thousand calls to be counted", async () => {
  await withEstimator(5_000, async (estimator) => {
    const long = "word ".repeat(2 ** 20 / 5);
    const [a, b, c] = await estimator.estimate([textsOf(long), textsOf(long), textsOf(long)]);
    expect(a?.inputTokens).toBeGreaterThan(200_000);
    expect(b?.notes).toEqual([]);
    expect(c).toMatchObject({ inputTokens: null, notes: ["estimate_too_large"] });
    const many = await estimator.estimate(Array.from({ length: 1_001 }, () => textsOf("hi")));
    expect(many.filter(({ inputTokens }) => inputTokens === null)).toHaveLength(1);
  });
});
