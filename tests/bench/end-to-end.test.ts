// A change of a prompt from the commit to the exit code: the built command, git, a model that really reads and writes.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "@promptprof/bench";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations, launchChromium, openFile, overflowOf } from "../e2e/opened-file.ts";
import { missing } from "../shared-files.ts";
import { startTinyModelApart, type TinyModelApart } from "../tiny-model/start-apart.ts";
import { commandMissing, promptprof, type Ended } from "./built-command.ts";
import { story, storyRepository } from "./story-repository.ts";

/** Beside those that are always written: JSON, Markdown and HTML. */
const FORMATS = "junit,sarif,csv";
const GREW = /user\/examples grew by \d+ tokens a call \(prompts\/story\.md:6\)/u;

const cannotRun = [commandMissing(), missing("data/model/stories260K.bin", "data/model/tok512.bin")];

describe.skipIf(cannotRun.includes(true))("a change of a prompt, benched against the tiny model", () => {
  let folder: string;
  let model: TinyModelApart;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "promptprof-end-to-end-"));
    model = await startTinyModelApart();
  });
  afterAll(async () => {
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The run, its reports and its gate, of a prompt that was `story({})` before. */
  async function benched(name: string, after: string): Promise<Benched> {
    const path = join(folder, name);
    storyRepository(path, model.url, story({}), after);
    const run = await promptprof(path, "bench", "--base", "HEAD~1", "--out", "out", "--format", FORMATS);
    const gate = await promptprof(path, "gate", "out");
    expect({ code: run.code, stderr: run.stderr }).toMatchObject({ code: gate.code });
    return { run, gate, path, read: (file) => readFileSync(join(path, "out", file), "utf8") };
  }

  describe("with seven examples more", () => {
    let grown: Benched;
    let browser: Browser;
    beforeAll(async () => {
      grown = await benched("grown", story({ examples: 8 }));
      browser = await launchChromium();
    });
    afterAll(() => browser.close());

    test("the gate exits 10 and names the segment, its file and its line", () => {
      const { run, gate } = grown;
      expect(run.stdout).toMatch(/^stories: 32 calls in .*, 0 failed, \$0\.0048\n/u);
      expect(gate.code).toBe(10);
      for (const metric of ["input tokens", "cost of 1,000 calls"])
        expect(gate.stdout).toMatch(
          new RegExp(`FAIL story \\(tiny\\): ${metric} .*: worse\\. ${GREW.source}`),
        );
      expect(gate.stdout).toMatch(/gate: regressed \(exit 10\)\n$/u);
    });

    test("the report's numbers are those that the model and the suite's prices give", () => {
      const report: Report = JSON.parse(grown.read("report.json"));
      const metrics = new Map(report.prompts[0]?.metrics.map((of) => [of.metric, of]));
      const [input, cost] = [metrics.get("input_tokens"), metrics.get("cost")];
      expect(input).toMatchObject({ verdict: "worse", a: { n: 16 }, b: { n: 16 } });
      expect(metrics.get("output_tokens")).toMatchObject({
        verdict: "same",
        a: { value: 8 },
        b: { value: 8 },
      });
      // 1 dollar per million tokens of input is 1,000 nano-dollars a token, and 8 tokens of output are 16,000.
      for (const side of ["a", "b"] as const)
        expect(cost?.[side].value).toBeCloseTo(1000 * Number(input?.[side].value) + 16_000, 6);
      // Three times as many tokens are read before the first one is written. By how much that is slower, the machine says.
      expect(metrics.get("ttft")).toMatchObject({ a: { n: 16 }, b: { n: 16 }, change: { level: 0.95 } });
      expect(report.gate).toMatchObject({ outcome: "regressed", exitCode: 10 });
    });

    test("Markdown, SARIF and JUnit name the segment", () => {
      expect(grown.read("report.md")).toMatch(GREW);
      expect(grown.read("report.md")).toMatch(/^### ❌ promptprof: 1 of 1 prompt regressed/mu);
      const junit = grown.read("junit.xml");
      expect(junit).toMatch(new RegExp(`<failure message="story \\(tiny\\): input tokens .*${GREW.source}`));
      const [sarif] = JSON.parse(grown.read("report.sarif")).runs;
      const tokens = sarif.results.find(({ ruleId }: { ruleId: string }) => ruleId === "tokens");
      expect(tokens.message.text).toMatch(GREW);
      expect(tokens.locations).toEqual([
        { physicalLocation: { artifactLocation: { uri: "prompts/story.md" }, region: { startLine: 6 } } },
      ]);
      expect(grown.read("report.csv")).toMatch(/^story,tiny,.*input_tokens,.*worse/mu);
    });

    test.each([
      [1440, "light"],
      [390, "dark"],
    ] as const)(
      "the HTML report at %d px, %s, says it, asks for nothing, and all can read it",
      async (width, theme) => {
        const { page, said } = await openFile(browser, join(grown.path, "out/report.html"), width, theme);
        await page.getByRole("heading", { name: /^Gate: 1 of 1 prompt regressed$/u }).waitFor();
        await page.getByText(GREW).first().waitFor();
        expect(await overflowOf(page)).toBeLessThanOrEqual(0);
        const shots = process.env["REPORT_SCREENSHOTS"];
        if (shots !== undefined) {
          mkdirSync(shots, { recursive: true });
          await page.screenshot({ path: join(shots, `grown-${width}-${theme}.png`), fullPage: true });
        }
        expect(await axeViolations(page)).toEqual([]);
        expect(said).toEqual([]);
        await page.context().close();
      },
    );
  });

  test("a heading by another name that is as long is run and passes", async () => {
    const { run, gate, read } = await benched("renamed", story({ rules: "Terms" }));
    expect(run.stdout).toMatch(/^stories: 32 calls/u);
    expect([gate.code, gate.stdout]).toEqual([0, expect.stringMatching(/\ngate: passed/u)]);
    expect(gate.stdout).not.toContain("FAIL");
    expect(JSON.parse(read("report.sarif")).runs[0].results).toEqual([]);
    expect(read("junit.xml")).not.toContain("<failure");
  });

  test("another label and blank lines at the end are no change of the prompt: nothing is run, which passes", async () => {
    const { run, gate, read } = await benched("labelled", `${story({ label: "second" })}\n\n`);
    expect(run.stderr).toContain("no prompt of stories differs from HEAD~1; nothing is run\n");
    expect([gate.code, gate.stdout]).toEqual([0, "gate: passed\n"]);
    expect(read("report.md")).toContain("### ✅ promptprof: no prompt has changed");
  });
});

interface Benched {
  readonly run: Ended;
  readonly gate: Ended;
  readonly path: string;
  readonly read: (file: string) => string;
}
