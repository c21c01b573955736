import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { corpusBootstrap } from "@promptprof/stats";
import { describe, expect, test } from "vitest";
import { missing, sharedFile } from "../../../../tests/shared-files.ts";
import { ExactConfig, exactScorer } from "./exact.ts";
import { NumericConfig, numericScorer } from "./numeric.ts";
import { BLEU_DEFAULTS, bleuCounts, bleuOf, type BleuOptions } from "./text/bleu.ts";
import { valueOf } from "./to-score.case.ts";

function lines<T>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

function read(file: string): string {
  return readFileSync(sharedFile(`data/${file}`), "utf8");
}

const GSM8K = ["evals/gsm8k_example_model_solutions.jsonl", "evals/gsm8k_test.jsonl", "known-answers.json"];

describe.skipIf(missing(...GSM8K.map((file) => `data/${file}`)))("GSM8K, 4 models", () => {
  interface Solutions {
    readonly [model: string]: { readonly solution: string; readonly is_correct: boolean };
  }
  interface Known {
    readonly gsm8k: {
      readonly models: Readonly<Record<string, { readonly correct: number; readonly n: number }>>;
    };
  }

  test("the exact scorer gives every verdict that was published, and the number of right answers", async () => {
    const solutions = lines<Solutions>(read(GSM8K[0] ?? ""));
    const answers = lines<{ answer: string }>(read(GSM8K[1] ?? "")).map(({ answer }) =>
      (answer.split("####")[1] ?? "").trim(),
    );
    const exact = exactScorer(ExactConfig.parse({ after: "A:", ignore: "$," }));
    const numeric = numericScorer(NumericConfig.parse({ after: "A:" }));
    for (const [model, { correct, n }] of Object.entries(
      (JSON.parse(read("known-answers.json")) as Known).gsm8k.models,
    )) {
      expect(solutions).toHaveLength(n);
      let [right, near, disagreed] = [0, 0, 0];
      for (const [i, row] of solutions.entries()) {
        const { solution, is_correct } = row[model] ?? { solution: "", is_correct: false };
        const value = await valueOf(exact, solution, answers[i]);
        right += value ?? 0;
        near += (await valueOf(numeric, solution, answers[i])) ?? 0;
        if ((value === 1) !== is_correct) disagreed += 1;
      }
      expect({ model, right, disagreed }).toEqual({ model, right: correct, disagreed: 0 });
      // The number says a little more is right: 18.0 is 18.
      expect(near).toBeGreaterThanOrEqual(correct);
      expect(near - correct).toBeLessThanOrEqual(n * 0.01);
    }
  });
});

const WMT = ["data/evals/wmt17_en_de_systems.jsonl.gz", "data/evals/wmt17_p_values.csv"];

const WMT_BLEU: BleuOptions = { ...BLEU_DEFAULTS, tokenizer: "none" };

function bleuOfSum(sum: Float64Array): number {
  const counts = {
    matches: Array.from(sum.subarray(0, 4)),
    totals: Array.from(sum.subarray(4, 8)),
    length: sum[8] ?? 0,
    referenceLength: sum[9] ?? 0,
  };
  return bleuOf(counts, WMT_BLEU).score;
}

describe.skipIf(missing(...WMT))("WMT17 English to German, 16 systems", () => {
  test("the paired bootstrap of our BLEU gives the published p values", () => {
    const [systems = "", values = ""] = WMT.map(sharedFile);
    const rows = lines<Readonly<Record<string, string>>>(gunzipSync(readFileSync(systems)).toString());
    const countsOf = (system: string) =>
      rows.map((row) => {
        const counts = bleuCounts(row[system] ?? "", [row["ref"] ?? ""], WMT_BLEU);
        return [...counts.matches, ...counts.totals, counts.length, counts.referenceLength];
      });
    const baseline = countsOf("LIUM-NMT.4900");
    const [, ...published] = readFileSync(values, "utf8").trim().split("\n");
    expect(published).toHaveLength(15);
    for (const [system = "", p = ""] of published.map((line) => line.split(","))) {
      const difference = corpusBootstrap(
        { a: baseline, b: countsOf(system), score: bleuOfSum },
        { seed: 12_345, resamples: 1000 },
      );
      // Of 1,000 resamples here and 3 x 2,000 there: 3 errors of both are at most 0.052, near p = 0.4.
      const expected = Number(p);
      const error = Math.sqrt((expected * (1 - expected) + 0.001) * (1 / 1000 + 1 / 6000));
      const near = "p" in difference && Math.abs(difference.p - expected) < 3 * error;
      expect({ system, near }).toEqual({ system, near: true });
    }
  });
});
