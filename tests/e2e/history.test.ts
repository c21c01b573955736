import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PromptsAnswer, SeriesAnswer, TotalsAnswer } from "@promptprof/server/contract";
import { run } from "../../packages/cli/src/run.ts";
import type { Io } from "../../packages/cli/src/terminal/io.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missing, sharedFile } from "../shared-files.ts";
import { startPromptprof, type PromptprofUnderTest } from "./promptprof-under-test.ts";

const FILE = "data/traces/aider_message_send.csv";
const MAP = join(import.meta.dirname, "../../packages/cli/maps/aider.yaml");
const WHOLE = "from=2024-08-01T00:00:00Z&to=2026-05-01T00:00:00Z";

interface KnownAnswers {
  readonly aider_message_send: {
    readonly rows: number;
    readonly sum: { readonly prompt_tokens: number; readonly completion_tokens: number };
    readonly calls_per_month_utc: Readonly<Record<string, number>>;
    readonly total_tokens_per_month_utc: Readonly<Record<string, number>>;
    readonly cost_nano_usd_total: number;
    readonly distinct_main_model: number;
  };
}

describe.skipIf(missing(FILE, "data/known-answers.json"))(
  "twenty months of one user's real calls, imported",
  () => {
    let promptprof: PromptprofUnderTest;
    let printed = "";
    const known = missing("data/known-answers.json")
      ? undefined
      : (JSON.parse(readFileSync(sharedFile("data/known-answers.json"), "utf8")) as KnownAnswers)
          .aider_message_send;

    const io: Io = testIo((text) => (printed += text));
    const importFile = () =>
      run(["import", "--server", promptprof.url, "--format", "csv", "--map", MAP, sharedFile(FILE)], io);

    beforeAll(async () => {
      promptprof = await startPromptprof();
      expect(await importFile()).toBe(0);
    });
    afterAll(() => promptprof.stop());

    test("every row is a call, and the sums are the file's own", async () => {
      const { current } = await promptprof.get<TotalsAnswer>(`/api/v1/totals?${WHOLE}`);
      expect(current.calls).toBe(known?.rows);
      expect(current.tokens.input).toBe(known?.sum.prompt_tokens);
      expect(current.tokens.output).toBe(known?.sum.completion_tokens);
    });

    test("months hold what they held", async () => {
      const day = 86_400_000;
      const { points } = await promptprof.get<SeriesAnswer>(
        `/api/v1/series?${WHOLE}&metric=calls&step=${day}`,
      );
      const months = new Map<string, number>();
      for (const { time, n } of points) months.set(time.slice(0, 7), (months.get(time.slice(0, 7)) ?? 0) + n);
      expect(Object.fromEntries(months)).toEqual(known?.calls_per_month_utc);
    });

    test("models are as people wrote them, each once", async () => {
      const { prompts } = await promptprof.get<PromptsAnswer>(`/api/v1/prompts?${WHOLE}`);
      expect(prompts.every(({ prompt }) => prompt === null)).toBe(true);
      expect(prompts.reduce((sum, { calls }) => sum + calls, 0)).toBe(known?.rows);
      const sonnet = prompts.find(({ model }) => model === "claude-3-5-sonnet-20241022");
      expect(sonnet?.calls).toBe(1577);
    });

    test("latency percentiles are elements of the file's own rows, over those that know it", async () => {
      const { current, source } = await promptprof.get<TotalsAnswer>(`/api/v1/totals?${WHOLE}`);
      const sorted = latenciesMs();
      expect(source.quantileError).toBe(0);
      expect(current.durationMs).toEqual({
        n: 4609,
        p50: elementAt(sorted, 0.5),
        p95: elementAt(sorted, 0.95),
        p99: elementAt(sorted, 0.99),
      });
    });

    test("the row that claims $9,990.01 is flagged, because its tokens cost about $0.013", async () => {
      const flagged = await promptprof.calls(`${WHOLE}&note=reported_cost_differs`);
      const worst = flagged.toSorted(
        (a, b) => (b.reportedCostNanoUsd ?? 0) - (a.reportedCostNanoUsd ?? 0),
      )[0];
      expect(worst?.reportedCostNanoUsd).toBe(9_990_012_528_750);
      expect(worst?.costNanoUsd?.total).toBe(12_628_750);
      expect(printed).toContain("$9,990.01");
    });

    test("importing the file again stores nothing twice", async () => {
      const before = await promptprof.flush();
      expect(await importFile()).toBe(0);
      const after = await promptprof.flush();
      expect(after.stored).toBe(before.stored);
      expect(after.duplicate - before.duplicate).toBe(known?.rows);
      expect(after.received).toBe(after.stored + after.duplicate);
    });

    test("`top` prints the models by cost with a total", async () => {
      printed = "";
      expect(await run(["top", "--server", promptprof.url, "--last", "all"], io)).toBe(0);
      expect(printed).toContain("claude-3-5-sonnet-20241022");
      expect(printed).toContain("5,522");
    });
  },
);

function testIo(write: (text: string) => void): Io {
  return {
    write,
    writeBytes: async () => undefined,
    talk: () => undefined,
    terminal: { columns: 120, colour: false, unicode: true, interactive: false },
    environment: {},
    now: () => Date.now(),
    onStop: () => () => undefined,
    onKey: null,
  };
}

/** `latency_s_derived`, the last column, where it is known; ascending. */
function latenciesMs(): number[] {
  const rows = readFileSync(sharedFile(FILE), "utf8").trimEnd().split(/\r?\n/).slice(1);
  const cells = rows.map((row) => row.slice(row.lastIndexOf(",") + 1)).filter((cell) => cell !== "");
  return cells.map((cell) => Number(cell) * 1000).toSorted((a, b) => a - b);
}

/** The store's definition of a quantile: the element at floor(q (n - 1)), which is also the sketch's. */
function elementAt(sorted: readonly number[], q: number): number | undefined {
  return sorted[Math.floor(q * (sorted.length - 1))];
}
