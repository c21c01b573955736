import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyse } from "../../packages/bench/src/analysis/analyse.ts";
import { madeRun } from "../../packages/bench/src/analysis/run.case.ts";
import { renderReport } from "../../packages/bench/src/report/render.ts";
import { reportOf } from "../../packages/bench/src/report/report.case.ts";
import { axeViolations, launchChromium, openFile, overflowOf, type OpenedFile } from "./opened-file.ts";

const PATIENCE_MS = 120_000;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-report-"));
  browser = await launchChromium();
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

async function open(
  name: keyof typeof REPORTS,
  width: number,
  colorScheme: "light" | "dark",
): Promise<OpenedFile> {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, renderReport(REPORTS[name], "html"));
  return openFile(browser, file, width, colorScheme);
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
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(said).toEqual([]);
      // For the eyes of whoever changes a picture: a folder to put them into.
      const shots = process.env["REPORT_SCREENSHOTS"];
      if (shots !== undefined) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: join(shots, `${name}-${width}-${theme}.png`), fullPage: true });
      }
      expect(await axeViolations(page)).toEqual([]);
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
