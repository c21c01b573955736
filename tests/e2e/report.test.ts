import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyse } from "../../packages/bench/src/analysis/analyse.ts";
import { madeRun } from "../../packages/bench/src/analysis/run.case.ts";
import { renderReport } from "../../packages/bench/src/report/render.ts";
import { reportOf } from "../../packages/bench/src/report/report.case.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PATIENCE_MS = 120_000;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-report-"));
  const executablePath = process.env["CHROMIUM_PATH"];
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const NASTY = `‮<b onclick="x">${"x".repeat(300)} 👩‍👩‍👧`;
const REPORTS = {
  regressed: analyse(madeRun({ slower: 1.4, longer: 140, failing: 0.05, cases: 120, repeats: 2 })),
  made: reportOf(),
  nasty: analyse({
    ...madeRun({ cases: 20 }),
    suite: { name: NASTY, file: NASTY, hash: NASTY },
    head: NASTY,
    unchanged: [NASTY],
  }),
  empty: reportOf([]),
};

/** As it is opened from a disk, with whatever it may ask for refused and remembered. */
async function open(
  name: keyof typeof REPORTS,
  width: number,
  colorScheme: "light" | "dark",
): Promise<{ page: Page; said: string[] }> {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, renderReport(REPORTS[name], "html"));
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) said.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, said };
}

describe("the HTML report, opened from a disk", () => {
  test.each([
    ["regressed", 1440, "light"],
    ["regressed", 1440, "dark"],
    ["regressed", 390, "light"],
    ["regressed", 390, "dark"],
    ["made", 1440, "light"],
    ["nasty", 1440, "light"],
    ["nasty", 390, "dark"],
    ["empty", 390, "light"],
  ] as const)(
    "%s at %d px, %s: nothing is asked for, nothing scrolls sideways, everybody can read it",
    async (name, width, theme) => {
      const { page, said } = await open(name, width, theme);
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - window.innerWidth",
      );
      expect(overflow).toBeLessThanOrEqual(0);
      expect(said).toEqual([]);
      // For the eyes of whoever changes a picture: a folder to put them into.
      const shots = process.env["REPORT_SCREENSHOTS"];
      if (shots !== undefined) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: join(shots, `${name}-${width}-${theme}.png`), fullPage: true });
      }
      // Through the debugger, which the policy does not bind.
      await page.evaluate(readFileSync(AXE, "utf8"));
      const violations = await page.evaluate<string>(
        "axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 150))])))",
      );
      expect(JSON.parse(violations)).toEqual([]);
      await page.context().close();
    },
    PATIENCE_MS,
  );

  test(
    "prints without cutting anything off",
    async () => {
      const { page } = await open("made", 1000, "dark");
      await page.emulateMedia({ media: "print" });
      const pdf = await page.pdf({ format: "A4" });
      expect(pdf.length).toBeGreaterThan(10_000);
      const shots = process.env["REPORT_SCREENSHOTS"];
      if (shots !== undefined) writeFileSync(join(shots, "made.pdf"), pdf);
      await page.context().close();
    },
    PATIENCE_MS,
  );
});
