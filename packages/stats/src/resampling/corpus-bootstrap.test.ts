import fc from "fast-check";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { missing, sharedFile } from "../../../../tests/shared-files.ts";
import { theInterval } from "../interval.case.ts";
import { corpusBootstrap } from "./corpus-bootstrap.ts";

const BASELINE = "LIUM-NMT.4900";
const FILES = ["data/evals/wmt17_en_de_systems.jsonl.gz", "data/evals/wmt17_p_values.csv"];

/** BLEU's counts of one segment, split at spaces: both lengths, then matches and totals of 1 to 4 words in a row. */
function bleuCounts(text: string, reference: string): number[] {
  const [words, wanted] = [text, reference].map((line) => line.trim().split(/\s+/u)) as [string[], string[]];
  const counts = [words.length, wanted.length];
  for (let order = 1; order <= 4; order += 1) {
    const [have, want] = [gramsOf(words, order), gramsOf(wanted, order)];
    let matches = 0;
    for (const [gram, count] of have) matches += Math.min(count, want.get(gram) ?? 0);
    counts.push(matches, Math.max(0, words.length - order + 1));
  }
  return counts;
}

function gramsOf(words: readonly string[], order: number): Map<string, number> {
  const grams = new Map<string, number>();
  for (let i = 0; i + order <= words.length; i += 1) {
    const gram = words.slice(i, i + order).join(" ");
    grams.set(gram, (grams.get(gram) ?? 0) + 1);
  }
  return grams;
}

function bleu(counts: Float64Array): number {
  const [length = 0, wanted = 0] = counts;
  let logs = 0;
  for (let at = 2; at < 10; at += 2) logs += Math.log((counts[at] ?? 0) / (counts[at + 1] ?? 0)) / 4;
  return 100 * Math.exp(logs + Math.min(0, 1 - wanted / length));
}

describe.skipIf(missing(...FILES))("WMT 2017, English to German, 3,004 segments", () => {
  const [systems, published] = FILES.map(sharedFile) as [string, string];
  const rows = gunzipSync(readFileSync(systems))
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
  const countsOf = (system: string): number[][] =>
    rows.map((row) => bleuCounts(row[system] ?? "", row["ref"] ?? ""));
  const baseline = countsOf(BASELINE);
  const answers = readFileSync(published, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

  test.each(answers)("%s against the baseline has the published p of %s", (system, p) => {
    const result = theInterval(
      corpusBootstrap({ a: baseline, b: countsOf(system ?? ""), score: bleu }, { seed: 17 }),
    );
    // 2,000 resamples here and 3 x 2,000 there: 3 errors of both are 3 sqrt(p (1 - p) (1 / 2,000 + 1 / 6,000)) <= 0.039.
    const expected = Number(p);
    const error = Math.sqrt((expected * (1 - expected) + 0.001) * (1 / 2000 + 1 / 6000));
    expect(Math.abs(result.p - expected)).toBeLessThan(3 * error);
  });
});

const counts = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 2, maxLength: 30 });
const share = (sums: Float64Array): number => (sums[0] ?? 0) / Math.max(1, sums[1] ?? 0);

test("a system against itself differs by 0, at p 1", () => {
  fc.assert(
    fc.property(counts, (rows) => {
      const result = theInterval(corpusBootstrap({ a: rows, b: rows, score: share }, { resamples: 20 }));
      expect([result.low, result.estimate, result.high]).toEqual([0, 0, 0]);
      expect(result.p).toBe(1);
    }),
  );
});

test("swapping the systems turns the difference over and leaves p", () => {
  fc.assert(
    fc.property(counts, (rows) => {
      const other = rows.map(([x, y]) => [y, x] as const);
      const there = theInterval(corpusBootstrap({ a: rows, b: other, score: share }, { resamples: 50 }));
      const back = theInterval(corpusBootstrap({ a: other, b: rows, score: share }, { resamples: 50 }));
      expect(back.p).toBe(there.p);
      expect(back.estimate).toBeCloseTo(-there.estimate, 12);
      expect(back.low).toBeCloseTo(-there.high, 12);
    }),
  );
});
