import { describe, expect, test } from "vitest";
import { readLimits, type GateSettings } from "../gate/gate-settings.ts";
import type { Report, ReportedComparison } from "../report/report.ts";
import { analyse } from "./analyse.ts";
import { madeRun } from "./run.case.ts";

function metric({ prompts }: Report, name: string): ReportedComparison {
  const found = prompts[0]?.metrics.find((comparison) => comparison.metric === name);
  if (found === undefined) throw new Error(`the report has no ${name}`);
  return found;
}

function withLimits(...texts: string[]): GateSettings {
  const read = readLimits(texts);
  if ("mistakes" in read) throw new Error(read.mistakes.join("\n"));
  return { mode: "proven-worse", failOnUndecided: false, limits: read.limits };
}

test("a prompt that grew is found out, with its segment, its line and what to do", () => {
  const report = analyse(madeRun({ slower: 1.4, longer: 140, cases: 100 }));
  expect(report.gate).toMatchObject({ outcome: "regressed", exitCode: 10 });
  expect(report.prompts[0]?.segments).toContainEqual({
    path: "system/examples",
    kind: "static",
    base: 200,
    head: 340,
    line: 7,
  });
  const failed = report.gate.checks.filter(({ outcome }) => outcome === "failed");
  expect(failed.map((check) => check.metric)).toEqual(
    expect.arrayContaining(["latency_p50", "input_tokens", "cost"]),
  );
  for (const check of failed) {
    expect(check.text).toMatch(
      /system\/examples grew by 140 tokens a call \(prompts\/triage\.prompt:7\): shorten it, or allow it/u,
    );
    expect(check.place).toEqual({ file: "prompts/triage.prompt", line: 7 });
  }
});

test("a change without effect passes: in 12 runs nothing is called worse", () => {
  const outcomes = Array.from(
    { length: 40 },
    (_, seed) => analyse(madeRun({ seed, repeats: 2, cases: 40 })).gate.outcome,
  );
  expect(outcomes).toEqual(outcomes.map(() => "passed"));
});

test("the same run gives the same report", () => {
  const run = madeRun({ slower: 1.1, cases: 100 });
  expect(analyse(run)).toEqual(analyse({ ...run, items: run.items.toReversed() }));
});

describe("failures are results", () => {
  const report = analyse(madeRun({ failing: 0.4, cases: 120 }));

  test("the error rate is compared and regresses", () => {
    expect(metric(report, "error_rate").verdict).toBe("worse");
    expect(report.gate.checks[0]?.text).toContain("overloaded");
  });

  test("a score of passes counts a failed call as not passed", () => {
    expect(metric(report, "score:exact")).toMatchObject({ verdict: "worse", b: { n: 120 } });
  });

  test("a latency of survivors says of how many calls it is", () => {
    const { warnings } = metric(report, "latency_p50");
    expect(warnings.join("\n")).toMatch(
      /calls that did not fail alone: 0 of 120 failed on base, \d+ of 120 on head/u,
    );
  });
});

test("one case decides nothing, and the report says why and how many it takes", () => {
  const report = analyse(madeRun({ cases: 1, slower: 3 }));
  const latency = metric(report, "latency_p50");
  expect(latency).toMatchObject({ verdict: "undecided", change: null, needed: 1 });
  expect(latency.warnings[0]).toBe("1 item: a difference with an error takes 2");
  expect(metric(report, "latency_p95").warnings[0]).toBe("p95 from 1 calls a side: it takes 72");
  expect(report.gate.exitCode).toBe(0);
  const asked = analyse(madeRun({ cases: 1 }), { mode: "proven-worse", limits: [], failOnUndecided: true });
  expect(asked.gate).toMatchObject({ outcome: "undecided", exitCode: 11 });
});

test("without a base there are values and no verdicts", () => {
  const report = analyse(madeRun({ withBase: false }));
  expect(metric(report, "latency_p50")).toMatchObject({
    a: { value: null, n: 0 },
    b: { n: 60 },
    change: null,
  });
  expect(report.gate).toMatchObject({ exitCode: 0, checks: [] });
  expect(report.prompts[0]?.version).toEqual({ base: null, head: "77b1c04e9a10" });
});

test("replies that were not streamed have no first token, and that is no open question", () => {
  const run = madeRun();
  const items = run.items.map((item) =>
    item.outcome.kind === "reply" ? { ...item, outcome: { ...item.outcome, ttftMs: null } } : item,
  );
  const names = analyse({ ...run, items }).prompts[0]?.metrics.map((comparison) => comparison.metric);
  expect(names).not.toContain("ttft");
  expect(names).toContain("cost");
});

test("free calls have no logarithm, and are compared by their means", () => {
  const run = madeRun();
  const items = run.items.map((item, i) =>
    i % 5 === 0 && item.cost !== null ? { ...item, cost: { ...item.cost, total: 0 } } : item,
  );
  expect(metric(analyse({ ...run, items }), "cost").change?.method).toContain("ratio of means");
});

describe("limits", () => {
  test("of changes set the margins, and only the metrics named gate", () => {
    const report = analyse(
      madeRun({ slower: 1.4, longer: 140, cases: 100 }),
      withLimits("latency_p50 <= +90%"),
    );
    expect(metric(report, "latency_p50")).toMatchObject({
      margin: 0.9,
      gates: true,
      correction: "Holm over 1 metric",
    });
    expect(report.gate).toMatchObject({ outcome: "passed", exitCode: 0 });
  });

  test("of the suite stand where no limit says otherwise", () => {
    const report = analyse({ ...madeRun(), margins: { latency_p50: 0.42 } });
    expect(metric(report, "latency_p50").margin).toBe(0.42);
  });

  test("of a value judge what head measured", () => {
    const report = analyse(
      madeRun({ failing: 0.1, cases: 100 }),
      withLimits("error_rate <= 2%", "latency_p50 <= 1m"),
    );
    expect(report.gate.checks.find(({ limit }) => limit === "error_rate <= 2%")).toMatchObject({
      outcome: "failed",
    });
  });
});

test("a slice that suffers alone is called by its name and never decides", () => {
  const run = madeRun({ cases: 160 });
  const items = run.items.map((item) =>
    item.side === "head" && item.tags["language"] === "de" && item.outcome.kind === "reply"
      ? { ...item, outcome: { ...item.outcome, durationMs: item.outcome.durationMs * 2 } }
      : item,
  );
  const report = analyse({ ...run, items });
  expect(report.prompts[0]?.slices[0]).toMatchObject({
    tag: "language",
    value: "de",
    comparison: {
      metric: "latency_p50",
      verdict: "worse",
      correction: expect.stringMatching(/^Benjamini-Hochberg/u),
    },
  });
  expect(report.gate.checks.some(({ text }) => text.includes("language"))).toBe(false);
});

test("repeats are no new cases: the interval of one repeated run is not the narrower for counting calls", () => {
  const once = metric(analyse(madeRun({ cases: 40 })), "latency_p50");
  const run = madeRun({ cases: 40 });
  const doubled = { ...run, items: run.items.flatMap((item) => [item, { ...item, repeat: 1 }]) };
  expect(metric(analyse(doubled), "latency_p50").change).toMatchObject({
    low: once.change?.low,
    high: once.change?.high,
  });
});
