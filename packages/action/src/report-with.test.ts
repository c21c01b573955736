import { expect, test } from "vitest";
import { reportOf } from "../../bench/src/report/report.case.ts";
import type { BenchRequest, SuiteRun } from "./bench.ts";
import { reportWith } from "./report-with.ts";

const REQUEST: BenchRequest = {
  suite: "/repo/promptprof.bench.yaml",
  base: "main",
  replay: null,
  record: null,
  maxUsd: null,
  server: null,
  failOnUndecided: false,
};

/** The analysis is given; what is told of it is what is looked at. */
function told(
  gate: SuiteRun["suite"]["gate"],
  request: BenchRequest = REQUEST,
): ReturnType<ReturnType<typeof reportWith>> {
  const report = reportWith((_, settings) => reportOf(undefined, { settings }));
  const run = {} as SuiteRun["run"];
  return report({ run, suite: { gate } }, request);
}

test("what failed is an error at the line of the segment that grew, and every format is a file", () => {
  const { outcome, costUsd, markdown, annotations, files } = told(null);
  expect({ outcome, costUsd }).toEqual({ outcome: "regressed", costUsd: 1.84 });
  expect(markdown).toContain("### ❌ promptprof:");
  expect(annotations.length).toBeLessThanOrEqual(10);
  expect(annotations[0]).toMatchObject({ level: "error", path: expect.stringMatching(/\.prompt$/) });
  expect(annotations[0]?.line).toBeGreaterThan(0);
  expect(Object.values(files).map(({ name }) => name)).toEqual([
    "report.json",
    "report.html",
    "junit.xml",
    "report.sarif",
    "report.md",
    "report.csv",
  ]);
});

test("the suite's gate decides, and a mistake in it is told", () => {
  expect(told({ mode: "not-worse" }).outcome).toBe("regressed");
  expect(() => told({ mode: "strict" })).toThrow(/^gate.mode: /);
  expect(() => told({ limits: ["speed <= +5%"] })).toThrow(/this run has no metric speed, but /);
});
