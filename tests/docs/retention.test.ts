import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "@promptprof/server";
import { expect, test } from "vitest";
import { codeBlocks } from "./markdown-blocks.ts";

test("the example is a configuration, and says the defaults and two projects", () => {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-docs-"));
  const file = join(folder, "promptprof.yaml");
  const blocks = codeBlocks(join(import.meta.dirname, "../../docs/retention.md"));
  writeFileSync(file, blocks.map(({ code }) => code).join(""));
  expect(readConfig(file, {}).retention).toEqual({
    calls: 90,
    minutes: 8,
    hours: 400,
    days: null,
    scores: 120,
    projects: { checkout: 365, scratch: 7 },
  });
  rmSync(folder, { recursive: true });
});
