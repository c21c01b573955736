import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPromptprof, type PromptprofUnderTest } from "./promptprof-under-test.ts";

const root = join(import.meta.dirname, "../..");
const webRoot = join(root, "packages/cli/web");
const command = join(root, "packages/cli/dist/main.js");
const notBuilt = !existsSync(webRoot) || !existsSync(command);
if (notBuilt)
  process.stderr.write("skipped: the pages are not built; `npm test` and `npm run build` build them\n");

const PATIENCE_MS = 120_000;
let browser: Browser;

beforeAll(async () => {
  const executablePath = process.env["CHROMIUM_PATH"];
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}, PATIENCE_MS);
afterAll(() => browser.close());

async function open(url: string, width: number, colorScheme: "light" | "dark"): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width, height: 1000 },
    colorScheme,
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  return page;
}

describe.skipIf(notBuilt)("the first page of a real server with forty calls of two versions", () => {
  let promptprof: PromptprofUnderTest;

  beforeAll(async () => {
    promptprof = await startPromptprof({ webRoot });
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: fortySpans(Date.now()) }] }] });
    const headers = { "content-type": "application/json" };
    const { status } = await fetch(`${promptprof.url}/v1/traces`, { method: "POST", headers, body });
    expect(status).toBe(200);
    await promptprof.flush();
  }, PATIENCE_MS);
  afterAll(() => promptprof.stop());

  test.each([
    [1440, "light"],
    [1440, "dark"],
    [390, "light"],
    [390, "dark"],
  ] as const)(
    "at %d px, %s: prompts, charts and the ledger, and no sideways scroll",
    async (width, theme) => {
      const page = await open(promptprof.url, width, theme);
      const prompts = page.getByRole("table", { name: "Prompts" });
      await prompts.getByText("greet").first().waitFor();
      expect(await prompts.innerText()).toContain("40");
      await page.getByRole("region", { name: "Ledger" }).getByText("40").first().waitFor();
      await page.getByRole("figure", { name: "Latency" }).getByRole("img").first().waitFor();
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
    PATIENCE_MS,
  );

  test(
    "a prompt's page tells its two versions apart",
    async () => {
      const page = await open(`${promptprof.url}/p/greet`, 1440, "light");
      const versions = page.getByRole("table", { name: "Versions" });
      await versions.getByText("v1").first().waitFor();
      await versions.getByText("v2").first().waitFor();
      expect(await versions.innerText()).toContain("v1");
      await page.close();
    },
    PATIENCE_MS,
  );
});

describe.skipIf(notBuilt)("calls that nobody has a price for", () => {
  let promptprof: PromptprofUnderTest;

  beforeAll(async () => {
    promptprof = await startPromptprof({ webRoot });
    const spans = [...fortySpans(Date.now()), ...fortySpans(Date.now(), "house-router-3b", 40).slice(0, 12)];
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const headers = { "content-type": "application/json" };
    await fetch(`${promptprof.url}/v1/traces`, { method: "POST", headers, body });
    await promptprof.flush();
  }, PATIENCE_MS);
  afterAll(() => promptprof.stop());

  test.each([
    [1440, "light"],
    [390, "dark"],
  ] as const)(
    "at %d px, %s: the sum is a lower bound, and the lines to add are a press away",
    async (width, theme) => {
      const page = await open(promptprof.url, width, theme);
      await page.getByRole("region", { name: "Totals" }).getByText("12 calls unpriced").waitFor();
      const panel = page.getByRole("region", { name: "Without a price" });
      await panel.getByText("12 calls, 13.3k tokens").first().click();
      await panel.getByText("house-router-3b", { exact: true }).waitFor();
      await panel.getByText('model: "house-router-3b"').waitFor();
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
    PATIENCE_MS,
  );
});

describe.skipIf(notBuilt)("`promptprof serve --demo`", () => {
  let folder: string;
  let server: ChildProcess;
  // Listened for from the start: an end that comes before the stop must not be waited for in vain.
  let ended: Promise<unknown>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "promptprof-demo-"));
  });
  afterAll(async () => {
    server.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    await rm(folder, { recursive: true, force: true });
  }, PATIENCE_MS);

  test(
    "fills the first page without key or network",
    async () => {
      const args = [command, "serve", "--demo", "--listen", "127.0.0.1:0", "--data", folder];
      server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"], cwd: folder });
      ended = once(server, "exit");
      const lines = createInterface({ input: server.stdout ?? process.stdin });
      const [ready] = await lines[Symbol.asyncIterator]()
        .next()
        .then(({ value }) => [String(value)]);
      expect(ready).toMatch(/^promptprof ready on http:\/\/127\.0\.0\.1:\d+$/);
      const page = await open(ready?.replace("promptprof ready on ", "") ?? "", 1440, "light");
      const prompts = page.getByRole("table", { name: "Prompts" });
      for (const name of ["support-triage", "answer-from-docs", "draft-reply"]) {
        await prompts.getByText(name).first().waitFor();
      }
      // The picture of the README is this page; it is drawn anew on request, so that an ordinary run changes nothing.
      if (process.env["UPDATE_SCREENSHOTS"] !== undefined) {
        await page.waitForTimeout(20_000);
        await page.screenshot({ path: join(root, "docs/home.png") });
      }
      await page.close();
    },
    PATIENCE_MS,
  );
});

function fortySpans(now: number, model = "gpt-4o-mini", ids = 0): unknown[] {
  return Array.from({ length: 40 }, (_, i) => {
    const start = now - (i + 2) * 60_000;
    return {
      traceId: (ids + i + 1).toString(16).padStart(32, "0"),
      spanId: (ids + i + 1).toString(16).padStart(16, "0"),
      name: `chat ${model}`,
      kind: 3,
      startTimeUnixNano: `${start}000000`,
      endTimeUnixNano: `${start + 500 + i * 20}000000`,
      attributes: [
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.provider.name", "openai"),
        attribute("gen_ai.request.model", model),
        attribute("gen_ai.prompt.name", "greet"),
        attribute("gen_ai.prompt.version", i < 20 ? "v2" : "v1"),
        attribute("gen_ai.usage.input_tokens", 1000 + i),
        attribute("gen_ai.usage.output_tokens", 100),
      ],
    };
  });
}

function attribute(key: string, value: string | number): unknown {
  return { key, value: typeof value === "number" ? { intValue: value } : { stringValue: value } };
}
