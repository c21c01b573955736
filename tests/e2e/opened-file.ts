import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The machine's own browser where one is named, without anything that it would fetch for itself. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"];
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}

export interface OpenedFile {
  readonly page: Page;
  /** What the page wrote to the console, and every other address that it asked for. */
  readonly said: readonly string[];
}

/** A file as it is opened from a disk. */
export async function openFile(
  browser: Browser,
  file: string,
  width: number,
  colorScheme: "light" | "dark",
): Promise<OpenedFile> {
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => {
    if (request.url() !== url) said.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return { page, said };
}

/** How far a page scrolls sideways, in CSS pixels; at most 0 where it does not. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
}

/** What axe finds on a page: the rule and where. */
export async function axeViolations(page: Page): Promise<unknown> {
  // Through the debugger, which the policy does not bind.
  await page.evaluate(readFileSync(AXE, "utf8"));
  return JSON.parse(
    await page.evaluate<string>(
      "axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 150))])))",
    ),
  );
}
