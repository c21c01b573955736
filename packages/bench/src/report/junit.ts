import type { GateCheck } from "../gate/gate-result.ts";
import type { PromptReport, Report, ReportedComparison } from "./report.ts";
import { writeChange } from "./write-number.ts";
import { attributesText, escapeMarkup } from "../svg/element.ts";

/**
 * JUnit XML as CI systems read it: a suite for each prompt and provider, a test for each metric, a failure with the
 * line of the gate. What is undecided is skipped with its reason, for it is neither passed nor failed.
 */
export function renderJunit(report: Report): string {
  const suites = [...report.prompts.map((of) => promptSuite(report, of)), ...runSuite(report)];
  const totals = sum(suites);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributesText({ name: "promptprof", ...totals })}>\n${suites
    .map(({ xml }) => xml)
    .join("")}</testsuites>\n`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}
interface Suite extends Counts {
  readonly xml: string;
}

function promptSuite({ gate, run }: Report, of: PromptReport): Suite {
  const mine = gate.checks.filter(({ prompt, provider }) => prompt === of.prompt && provider === of.provider);
  const name = `${of.prompt} (${of.provider})`;
  const cases = of.metrics.map((comparison) =>
    testCase(name, comparison.title, worstOf(mine, comparison.metric), properties(comparison)),
  );
  return suite(name, run.startedAt, cases);
}

/** Limits of the run as a whole. */
function runSuite({ gate, run }: Report): Suite[] {
  const checks = gate.checks.filter(({ prompt }) => prompt === null);
  const cases = checks.map((check) => testCase("run", check.limit, check, ""));
  return cases.length === 0 ? [] : [suite("run", run.startedAt, cases)];
}

/** A metric may have two limits, of its change and of its value; checks stand with the failed ones first. */
function worstOf(checks: readonly GateCheck[], metric: string): GateCheck | null {
  return checks.find((check) => check.metric === metric) ?? null;
}

interface TestCase extends Counts {
  readonly xml: string;
}

function testCase(suiteName: string, name: string, check: GateCheck | null, inner: string): TestCase {
  const failed = check?.outcome === "failed";
  const skipped = check === null || check.outcome === "undecided";
  const why = check === null ? "has no limit" : check.text;
  const said = failed
    ? `<failure${attributesText({ message: why, type: "regressed" })}>${escapeMarkup(why)}</failure>`
    : `<skipped${attributesText({ message: why })}/>`;
  const xml = `    <testcase${attributesText({ classname: suiteName, name })}>${inner}${failed || skipped ? said : ""}</testcase>\n`;
  return { tests: 1, failures: failed ? 1 : 0, errors: 0, skipped: skipped ? 1 : 0, xml };
}

function properties(comparison: ReportedComparison): string {
  const { metric, a, b, change, verdict } = comparison;
  const values = {
    metric,
    base: a.value,
    head: b.value,
    change: change?.estimate ?? null,
    low: change?.low ?? null,
    high: change?.high ?? null,
    verdict,
    text: writeChange(comparison),
  };
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [`<property${attributesText({ name, value })}/>`],
  );
  return `<properties>${lines.join("")}</properties>`;
}

function suite(name: string, timestamp: string, cases: readonly TestCase[]): Suite {
  const counts = sum(cases);
  const inner = cases.map(({ xml }) => xml).join("");
  return {
    ...counts,
    xml: `  <testsuite${attributesText({ name, ...counts, timestamp })}>\n${inner}  </testsuite>\n`,
  };
}

function sum(parts: readonly Counts[]): Record<keyof Counts, number> {
  const total = (of: keyof Counts): number => parts.reduce((all, part) => all + part[of], 0);
  return {
    tests: total("tests"),
    failures: total("failures"),
    errors: total("errors"),
    skipped: total("skipped"),
  };
}
