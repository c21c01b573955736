import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeRun, type MadeRun } from "../../../bench/src/analysis/run.case.ts";
import { recorded } from "../recorded-io.case.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-gate-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, made: MadeRun, more: object = {}): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "run.json"), JSON.stringify({ ...madeRun({ cases: 100, ...made }), ...more }));
  return path;
}

describe("promptprof gate", () => {
  test("exits 10 for a prompt that grew, with the metric, the numbers, the limit and the segment in one line each", async () => {
    const { code, stdout } = await recorded(["gate", written("grown", { slower: 1.4, longer: 140 })]);
    expect(code).toBe(10);
    await expect(stdout).toMatchFileSnapshot("testdata/gate-grown.stdout");
  });

  test("exits 0 for a change without effect", async () => {
    const { code, stdout } = await recorded(["gate", written("null", {})]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\ngate: passed/u);
  });

  test("exits 11 where it is asked for what cannot be judged", async () => {
    const path = written("small", { cases: 3 });
    expect((await recorded(["gate", path])).code).toBe(0);
    expect((await recorded(["gate", path, "--fail-on-undecided"])).code).toBe(11);
    expect((await recorded(["gate", path, "--mode", "not-worse"])).code).toBe(11);
  });

  test("takes the gate of the suite, and limits beside it", async () => {
    const path = written("suite", {}, { gate: { limits: ["run_cost <= $0.001"] } });
    const { code, stdout } = await recorded(["gate", path, "--limit", "error_rate <= 2%"]);
    expect(code).toBe(10);
    expect(stdout).toMatch(/^FAIL the run's cost is \$0\.\d+, limit \$0\.0010\. Run fewer cases/u);
    expect(stdout).toContain("error rate of head is 0% (n 100), limit error_rate <= 2%");
  });

  test("reads a report too, whose changes it cannot judge by another margin", async () => {
    const path = written("report", { slower: 1.4 });
    expect((await recorded(["report", path, "--format", "json", "--out", join(folder, "out")])).code).toBe(0);
    const report = join(folder, "out/report.json");
    expect((await recorded(["gate", report])).code).toBe(10);
    expect((await recorded(["gate", report, "--limit", "latency_p50 <= 1m"])).stdout).toContain(
      "limit latency_p50 <= 1m",
    );
    const refused = await recorded(["gate", report, "--limit", "latency_p50 <= +90%"]);
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("has no calls to judge anew; give the run.json"),
    });
  });

  test.each([
    [["gate", "nowhere"], /^promptprof: nowhere is neither a run\.json or report\.json/u],
    [
      ["gate", "null", "--limit", "latncy <= 2s"],
      /this run has no metric latncy, but latency_p50, latency_p95/u,
    ],
    [["gate", "null", "--limit", "fast"], /limit "fast": write "latency_p95 <= \+5%"/u],
    [["gate", "null", "--limit", "latency_p95 >= +5%"], /"\+5%" is not a limit of latency_p95/u],
    [["report", "null", "--format", "html,docx", "--out", "x"], /--format must be of json, md, html/u],
    [["report", "null", "--format", "html,md"], /add --out DIR/u],
  ])("%j is a question that is wrong", async ([command = "", name = "", ...rest], message) => {
    const path = name === "null" ? written("null", {}) : name;
    const { code, stderr } = await recorded([command, path, ...rest]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("tells every mistake of a suite's gate at once", async () => {
    const path = written("wrong", {}, { gate: { limits: ["a", "b"], modus: "x" } });
    expect((await recorded(["gate", path])).stderr).toMatch(/gate/u);
    const limits = written("wrong-limits", {}, { gate: { limits: ["a", "b"] } });
    expect((await recorded(["gate", limits])).stderr.trim().split("\n")).toHaveLength(2);
  });
});

test("promptprof report writes every format into a folder", async () => {
  const out = join(folder, "all");
  const { code } = await recorded([
    "report",
    written("null", {}),
    "--format",
    "json,md,html,junit,sarif,csv",
    "--out",
    out,
  ]);
  expect(code).toBe(0);
  expect(readdirSync(out).toSorted()).toEqual([
    "junit.xml",
    "report.csv",
    "report.html",
    "report.json",
    "report.md",
    "report.sarif",
  ]);
  expect(readFileSync(join(out, "report.md"), "utf8")).toContain("<!-- promptprof:support -->");
});
