import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { CompareAnswer } from "@promptprof/server/contract";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPromptprof, type PromptprofUnderTest } from "./promptprof-under-test.ts";

const webRoot = join(import.meta.dirname, "../../packages/cli/web");
const notBuilt = !existsSync(webRoot);
if (notBuilt)
  process.stderr.write("skipped: the pages are not built; `npm test` and `npm run build` build them\n");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PATIENCE_MS = 180_000;
const STEP_MS = 45_000;
const CALLS = 120;
const MINUTE = 60_000;
// All calls lie within the window, and the window lies in the past: every look at it answers the same.
const to = Math.floor(Date.now() / MINUTE) * MINUTE - MINUTE;
const from = to - 4 * CALLS * MINUTE;
const shown = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&prompt=greet`;
const versions = "a.version=v1&b.version=v2";

describe.skipIf(notBuilt)("the comparison of two versions of which the newer is half as slow again", () => {
  let browser: Browser;
  let promptprof: PromptprofUnderTest;
  let answer: CompareAnswer;

  beforeAll(async () => {
    const executablePath = process.env["CHROMIUM_PATH"];
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
      ],
    });
    promptprof = await startPromptprof({ webRoot });
    const spans = [...spansOf("v1", 0, 1), ...spansOf("v2", CALLS, 1.5)];
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const headers = { "content-type": "application/json" };
    const { status } = await fetch(`${promptprof.url}/v1/traces`, { method: "POST", headers, body });
    expect(status).toBe(200);
    await promptprof.flush();
    answer = await promptprof.get<CompareAnswer>(`/api/v1/compare?${shown}&${versions}`);
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser.close();
    await promptprof.stop();
  });

  async function open(search: string, width = 1440, theme: "light" | "dark" = "light"): Promise<Page> {
    const page = await browser.newPage({
      viewport: { width, height: 1000 },
      colorScheme: theme,
      reducedMotion: "reduce",
    });
    page.setDefaultTimeout(STEP_MS);
    await page.goto(`${promptprof.url}/compare?${search}`);
    return page;
  }

  test(
    "says worse, in a word and in a sentence, with the interval that the API answers",
    async () => {
      const latency = answer.comparisons.find(({ metric }) => metric === "latency_p50");
      expect(latency).toMatchObject({ verdict: "worse", a: { n: CALLS }, b: { n: CALLS } });
      const page = await open(`${shown}&${versions}`);
      const verdict = page.getByRole("region", { name: "Verdict" });
      await verdict.getByText(answer.summary).waitFor();
      const row = metric(page, "Latency p50");
      const text = await row.innerText();
      expect(text).toContain("worse");
      expect(text).toContain(percent(latency?.change?.estimate));
      expect(text).toContain(`[${percent(latency?.change?.low)}, ${percent(latency?.change?.high)}]`);
      expect(text.split(`n ${CALLS}`)).toHaveLength(3);
      const drawn = await row.getByRole("img", { name: "Latency p50" }).getAttribute("aria-label");
      expect(drawn).toContain(`[${percent(latency?.change?.low)}, ${percent(latency?.change?.high)}]`);
      await page.close();
    },
    PATIENCE_MS,
  );

  test(
    "swapped, the faster one is the candidate, and the address says so",
    async () => {
      const page = await open(`${shown}&${versions}`);
      await metric(page, "Latency p50").getByText("✗ worse").waitFor();
      await page.getByRole("button", { name: "Swap" }).click();
      await metric(page, "Latency p50").getByText("✓ better").waitFor();
      const search = new URL(page.url()).searchParams;
      expect([search.get("a.version"), search.get("b.version")]).toEqual(["v2", "v1"]);
      await page.goBack();
      await metric(page, "Latency p50").getByText("✗ worse").waitFor();
      await page.close();
    },
    PATIENCE_MS,
  );

  test(
    "a side without calls is told of; what it has not is a dash, never zero, and nothing is compared with it",
    async () => {
      const page = await open(`${shown}&a.version=v1&b.version=never`);
      const verdict = page.getByRole("region", { name: "Verdict" });
      await verdict.getByText("B has no calls", { exact: true }).waitFor();
      expect(await verdict.getByText("? undecided").count()).toBe(1);
      const row = await metric(page, "Latency p50").innerText();
      expect(row).toContain("— n 0");
      expect(row).toContain("B has no such value");
      await page.close();
    },
    PATIENCE_MS,
  );

  test(
    "by keyboard alone: from the suggestion to the comparison, swapped and narrowed to another version",
    async () => {
      const page = await open(shown);
      await page.getByRole("link", { name: "Compare v2 with v1" }).waitFor();
      await tabTo(page, "Compare v2 with v1, the two newest");
      await page.keyboard.press("Enter");
      await metric(page, "Latency p50").getByText("✗ worse").waitFor();
      await page.keyboard.press("s");
      await metric(page, "Latency p50").getByText("✓ better").waitFor();
      await tabTo(page, "Version of A");
      await page.keyboard.press("Home");
      await page.waitForURL((url) => !url.searchParams.has("a.version"));
      expect(new URL(page.url()).searchParams.get("b.version")).toBe("v1");
      await page.close();
    },
    PATIENCE_MS,
  );

  test.each([
    [1440, "light"],
    [1440, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const)(
    "at %d px, %s: accessible, and no sideways scroll",
    async (width, theme) => {
      const page = await open(`${shown}&${versions}`, width, theme);
      await metric(page, "Latency p50").waitFor();
      await page.getByRole("region", { name: "Segments" }).getByText("tells of its prompt").waitFor();
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await page.evaluate(axe);
      const violations = await page.evaluate<string[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))`,
      );
      expect(violations).toEqual([]);
      await page.close();
    },
    PATIENCE_MS,
  );

  test(
    "a press away from the prompt's versions and from the table of prompts",
    async () => {
      const page = await open("");
      await page.goto(`${promptprof.url}/p/greet?${shown}`);
      await page.getByRole("link", { name: "Compare v2 with v1, the one before" }).click();
      await page.getByRole("region", { name: "Verdict" }).getByText(answer.summary).waitFor();
      await page.goto(`${promptprof.url}/?${shown}`);
      await page.getByRole("link", { name: "Compare the 2 versions of greet" }).click();
      await page.getByRole("link", { name: "Compare v2 with v1" }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/compare");
      await page.close();
    },
    PATIENCE_MS,
  );
});

function metric(page: Page, title: string): Locator {
  return page.getByRole("table", { name: "Metrics" }).getByRole("row").filter({ hasText: title });
}

/** As the page writes it: `+46.3%`, `+46%`. */
function percent(change: number | null | undefined): string {
  if (typeof change !== "number") throw new Error("there is no number to show");
  return `${change < 0 ? "−" : "+"}${Math.abs(change * 100)
    .toFixed(1)
    .replace(/\.0$/, "")}%`;
}

async function tabTo(page: Page, name: string): Promise<void> {
  const isThere = `[document.activeElement.ariaLabel, document.activeElement.innerText].includes(${JSON.stringify(name)})`;
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate<boolean>(isThere)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not come to ${name}`);
}

/** Calls of one version, two minutes apart, that differ as real ones do; `slowness` times as long as the others'. */
function spansOf(version: string, ids: number, slowness: number): unknown[] {
  return Array.from({ length: CALLS }, (_, i) => {
    const start = from + (4 * i + (ids > 0 ? 2 : 0)) * MINUTE;
    // 37 is prime to 120: each of the 120 steps of 5 ms occurs once, in a mixed order.
    const duration = Math.round((600 + ((i * 37) % CALLS) * 5) * slowness);
    return {
      traceId: (ids + i + 1).toString(16).padStart(32, "0"),
      spanId: (ids + i + 1).toString(16).padStart(16, "0"),
      name: "chat gpt-4o-mini",
      kind: 3,
      startTimeUnixNano: `${start}000000`,
      endTimeUnixNano: `${start + duration}000000`,
      attributes: [
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.provider.name", "openai"),
        attribute("gen_ai.request.model", "gpt-4o-mini"),
        attribute("gen_ai.prompt.name", "greet"),
        attribute("gen_ai.prompt.version", version),
        attribute("gen_ai.usage.input_tokens", 1000 + (i % 7)),
        attribute("gen_ai.usage.output_tokens", 100),
      ],
    };
  });
}

function attribute(key: string, value: string | number): unknown {
  return { key, value: typeof value === "number" ? { intValue: value } : { stringValue: value } };
}
