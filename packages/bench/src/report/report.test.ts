import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLimits } from "../gate/gate-settings.ts";
import { readReport, renderJson, reportJsonSchema } from "./json.ts";
import { MARKDOWN_MAX, markerOf, renderMarkdown } from "./markdown/markdown.ts";
import { renderReport, REPORT_FORMATS, reportFile, type ReportFormat } from "./render.ts";
import { comparison, reportOf, SUMMARIZE, TRIAGE } from "./report.case.ts";
import type { PromptReport, Report } from "./report.ts";

/** Published with the command. */
const SCHEMA = join(import.meta.dirname, "../../../cli/schemas/report.schema.json");

const NASTY = [
  "x".repeat(300),
  "שלום ‮ txt.exe",
  "👩‍👩‍👧‍👦 emoji 🇪🇺",
  "<script>alert(1)</script><!-- -->]]>",
  "`code` | **bold** [a](https://example.com) @everyone #1 $x$ ~~no~~",
  "=cmd|' /C calc'!A0",
  "line\nbreak\r\n\tand \u0000\u001b[2J control",
  "lone \ud800 surrogate",
];

const withName = (name: string): PromptReport => ({
  ...TRIAGE,
  prompt: name,
  provider: name,
  file: `prompts/${name}`,
  segments: [{ path: `system/${name}`, kind: "static", base: 1, head: 99, line: 3 }],
  metrics: [
    comparison({
      metric: `score:${name}`,
      title: name,
      verdict: "worse",
      change: { estimate: -0.3, low: -0.4, high: -0.2, level: 0.95, method: name, warnings: [name] },
      warnings: [name],
    }),
  ],
  slices: [{ tag: name, value: name, comparison: comparison({ metric: "cost", title: name }) }],
  worseCases: [{ case: name, score: name, base: 1, head: 0 }],
});

const named = (name: string): Report =>
  reportOf([withName(name)], {
    run: { suite: { name, file: name, hash: "h" }, base: name, head: name, unchanged: [name] },
  });

describe("golden files of a report with one regression and one open question", () => {
  const limits = readLimits(["run_cost <= $2", "error_rate <= 0.02"]);
  const settings = {
    mode: "proven-worse",
    failOnUndecided: false,
    limits: "limits" in limits ? limits.limits : [],
  } as const;

  test.each(REPORT_FORMATS.filter((format) => format !== "html"))("%s", async (format) => {
    const text = renderReport(reportOf(undefined, { settings }), format);
    await expect(text).toMatchFileSnapshot(`testdata/${reportFile(format)}`);
  });

  test("without a base there is nothing to regress from", async () => {
    const alone: PromptReport = {
      ...SUMMARIZE,
      version: { base: null, head: "dd04ee05ff06" },
      model: { base: null, head: "gpt-4.1-mini" },
      metrics: SUMMARIZE.metrics.map((metric) => ({
        ...metric,
        a: { value: null, n: 0 },
        change: null,
        verdict: "undecided",
        needed: null,
      })),
    };
    const text = renderMarkdown(reportOf([alone], { run: { base: null } }));
    await expect(text).toMatchFileSnapshot("testdata/no-base.md");
  });
});

describe("the JSON report", () => {
  test("has a published schema, which is current", async () => {
    await expect(reportJsonSchema()).toMatchFileSnapshot(SCHEMA);
  });

  test("is what its published schema says, and reads back as it was", () => {
    const schema: object = JSON.parse(readFileSync(SCHEMA, "utf8"));
    const check = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    for (const report of [reportOf(), reportOf([]), ...NASTY.map(named)]) {
      const value: unknown = JSON.parse(renderJson(report));
      expect({ valid: check(value), errors: check.errors }).toEqual({ valid: true, errors: null });
      expect(readReport(value)).toEqual({ report: JSON.parse(JSON.stringify(report)) });
    }
  });

  test("of another version, or with an unknown word in it, is refused in one line", () => {
    const report = JSON.parse(renderJson(reportOf()));
    expect(readReport({ ...report, schema: "promptprof.report/2" })).toEqual({
      mistake: expect.stringMatching(/^not a report: schema: .*report\/1/u),
    });
    report.prompts[0].metrics[0].verdict = "meh";
    expect(readReport(report)).toEqual({ mistake: expect.stringContaining("prompts.0.metrics.0.verdict") });
  });
});

describe("the comment", () => {
  test("has a hidden marker of its suite by which it is found again, whatever the name", () => {
    expect(markerOf(reportOf())).toBe("<!-- promptprof:support -->");
    for (const name of NASTY) expect(markerOf(named(name))).toMatch(/^<!-- promptprof:[0-9a-zA-Z._]+ -->$/u);
  });

  test("is under 60,000 characters whatever the input", () => {
    const name = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 300 }));
    fc.assert(
      fc.property(
        name,
        fc.integer({ min: 0, max: 150 }),
        fc.integer({ min: 0, max: 40 }),
        (text, prompts, warnings) => {
          const report = reportOf(
            Array.from({ length: prompts }, () => withName(text)),
            {
              run: { unchanged: Array.from({ length: prompts }, () => text) },
            },
          );
          const full = { ...report, warnings: Array.from({ length: warnings }, () => text.repeat(20)) };
          expect(renderMarkdown(full).length).toBeLessThan(MARKDOWN_MAX);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("mentions nobody, links nowhere and formats nothing that a name says", () => {
    for (const name of NASTY) {
      const text = renderMarkdown(named(name)).replaceAll(
        /<\/?(?:code|details|summary)>|^<!-- promptprof:\w+ -->/gu,
        "",
      );
      expect(text).not.toMatch(/<|@everyone|https:\/\/|\*\*bold|`code|\$x\$|~~no/u);
    }
  });
});

describe("JUnit", () => {
  test("is well-formed whatever is in a name, and its counts are those of its tests", () => {
    for (const report of [reportOf(), reportOf([]), ...NASTY.map(named)]) {
      const xml = renderReport(report, "junit");
      expect(XMLValidator.validate(xml)).toBe(true);
      const parsed = new XMLParser({
        ignoreAttributes: false,
        isArray: (tag) => tag === "testcase" || tag === "testsuite",
      }).parse(xml);
      const cases = (parsed.testsuites.testsuite ?? []).flatMap(
        (suite: { testcase: object[] }) => suite.testcase,
      );
      expect(Number(parsed.testsuites["@_tests"])).toBe(cases.length);
      expect(Number(parsed.testsuites["@_failures"])).toBe(
        cases.filter((one: object) => "failure" in one).length,
      );
      expect(Number(parsed.testsuites["@_skipped"])).toBe(
        cases.filter((one: object) => "skipped" in one).length,
      );
    }
  });
});

describe("SARIF", () => {
  const path = createRequire(import.meta.url).resolve(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  // Draft 4 calls "$id" "id"; nothing else of it is in this schema that later drafts read otherwise.
  const { id: _id, $schema: _schema, ...schema } = JSON.parse(readFileSync(path, "utf8"));
  const check = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  test("is what the standard's schema says", () => {
    for (const report of [reportOf(), reportOf([]), ...NASTY.map(named)]) {
      const valid = check(JSON.parse(renderReport(report, "sarif")));
      expect({ valid, errors: check.errors }).toEqual({ valid: true, errors: null });
    }
  });

  test("points at the line of the segment that grew most", () => {
    const [run] = JSON.parse(renderReport(reportOf(), "sarif")).runs;
    for (const { locations, partialFingerprints } of run.results) {
      expect(locations[0].physicalLocation).toEqual({
        artifactLocation: { uri: "prompts/support-triage.prompt" },
        region: { startLine: 12 },
      });
      expect(partialFingerprints["promptprof/v1"]).toMatch(/^support-triage\/openai\/\w+$/u);
    }
    expect(run.results).toHaveLength(2);
  });
});

describe("CSV", () => {
  test("never lets a spreadsheet run a name as a formula", () => {
    const csv = renderReport(named("=1+1"), "csv");
    expect(csv).toContain("'=1+1");
    expect(csv).not.toMatch(/(?:^|,)"?=/mu);
  });
});

describe("HTML", () => {
  test("holds no markup of a name, no script, no handler and no inline style", () => {
    for (const name of NASTY) {
      const html = renderReport(named(name), "html").replace(/<style>[\s\S]*?<\/style>/u, "");
      expect(html).not.toMatch(/<script|<!--|\son\w+=|\sstyle=|javascript:/iu);
    }
  });

  test("shows totals of all cases with their confusion matrix, or why there are none", () => {
    const html = renderReport(reportOf([SUMMARIZE]), "html");
    expect(html).toContain("none: there are no items");
    expect(html).toContain("Confusion of team/macro-f1, head");
    expect(html).not.toContain("Confusion of team/macro-f1, base");
    expect(renderMarkdown(reportOf([SUMMARIZE]))).toContain(
      "| <code>summarize</code> | <code>bleu</code> | 34.2 | none: there are no items |",
    );
  });

  test("of fifty prompts is below a megabyte", () => {
    const prompts = Array.from({ length: 50 }, (_, i) => ({
      ...TRIAGE,
      prompt: `prompt-${i}`,
      slices: Array.from({ length: 20 }, () => TRIAGE.slices).flat(),
    }));
    expect(renderReport(reportOf(prompts), "html").length).toBeLessThan(1_000_000);
  });

  test("takes its colours from the pages", () => {
    const tokens = readFileSync(join(import.meta.dirname, "../../../web/src/theme/tokens.css"), "utf8");
    const html = renderReport(reportOf(), "html");
    for (const name of ["surface", "line", "line-strong", "grid", "ink", "ink-soft", "better", "worse"])
      expect(html).toContain(new RegExp(`--${name}: (light-dark\\([^)]*\\))`, "u").exec(tokens)?.[1]);
  });
});

test("every format of a run with nothing in it says so", () => {
  const formats: readonly ReportFormat[] = REPORT_FORMATS;
  const empty = reportOf([], { run: { calls: 0, failed: 0, costNanoUsd: null } });
  for (const format of formats) expect(renderReport(empty, format).length).toBeGreaterThan(10);
  expect(renderReport(empty, "md")).toContain("no prompt has changed");
});
