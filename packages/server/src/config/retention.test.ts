import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_RETENTION } from "@promptprof/store";
import { afterAll, expect, test } from "vitest";
import { StartError } from "../start-error.ts";
import type { Config } from "./config.ts";
import { readConfig } from "./read-config.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-retention-"));
afterAll(() => rmSync(folder, { recursive: true }));

function retention(lines: readonly string[], env: Record<string, string> = {}): Config["retention"] {
  const path = join(folder, "promptprof.yaml");
  writeFileSync(path, lines.join("\n"));
  return readConfig(path, env).retention;
}

function mistakesOf(lines: readonly string[], env: Record<string, string> = {}): string[] {
  try {
    retention(lines, env);
  } catch (error) {
    if (error instanceof StartError) return error.message.replaceAll(`${folder}/`, "").split("\n");
    throw error;
  }
  return [];
}

test("days are numbers, and forever and null are the same", () => {
  const lines = [
    "retention:",
    "  calls: forever",
    "  scores: null",
    "  projects: { a: 7, b: forever, c: ~ }",
  ];
  expect(retention(lines)).toEqual({
    ...DEFAULT_RETENTION,
    calls: null,
    scores: null,
    projects: { a: 7, b: null, c: null },
  });
});

test("the environment beats the file", () => {
  const env = { PROMPTPROF_RETENTION_CALLS: "30", PROMPTPROF_RETENTION_DAYS: "forever" };
  expect(retention(["retention: { calls: 365, days: 4000, hours: 500 }"], env)).toEqual({
    ...DEFAULT_RETENTION,
    calls: 30,
    hours: 500,
  });
});

test("every mistake is told, with its line and what would be right", () => {
  const lines = [
    "retention:",
    "  calls: 0",
    "  minutes: 500",
    "  month: 3",
    "  scores: never",
    "  projects:",
    "    scratch: 1.5",
    "    checkout: 20000",
  ];
  const days = "is not a whole number from 1 to 18250 or forever or null";
  expect(mistakesOf(lines)).toEqual([
    "promptprof.yaml:4: retention.month: unknown key; known are calls, minutes, hours, days, scores, projects",
    `promptprof.yaml:2: retention.calls: 0 ${days} (days that single calls are kept, from their receipt)`,
    `promptprof.yaml:5: retention.scores: "never" ${days} (days that single scores are kept, from their receipt)`,
    `promptprof.yaml:7: retention.projects.scratch: 1.5 ${days} (days that single calls of the project are kept)`,
    `promptprof.yaml:8: retention.projects.checkout: 20000 ${days} (days that single calls of the project are kept)`,
    "promptprof.yaml:3: retention.minutes: hours would be kept for 400 days and minutes for 500; keep hours at least as long",
  ]);
});

test("wide buckets that would go before narrow ones are a mistake, whoever set them", () => {
  expect(mistakesOf(["retention:", "  days: 300"])).toEqual([
    "promptprof.yaml:2: retention.days: days would be kept for 300 days and hours for 400; keep days at least as long",
  ]);
  expect(mistakesOf(["project: a"], { PROMPTPROF_RETENTION_HOURS: "4" })).toEqual([
    "PROMPTPROF_RETENTION_HOURS: retention.hours: hours would be kept for 4 days and minutes for 8; keep hours at least as long",
  ]);
  expect(mistakesOf(["project: a"], { PROMPTPROF_RETENTION_CALLS: "a year" })).toEqual([
    'PROMPTPROF_RETENTION_CALLS: retention.calls: "a year" is not a whole number from 1 to 18250 or forever or null (days that single calls are kept, from their receipt)',
  ]);
});
