import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call } from "@promptprof/model";
import type { RunningServer } from "@promptprof/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blankCall } from "@promptprof/model";
import { tell } from "../connection/ask.ts";
import { LocalConnection } from "../connection/local-connection.ts";
import { start } from "../connection/start.ts";
import { deliver } from "../otlp-delivery/deliver.ts";
import { recorded, recordingIo } from "../recorded-io.case.ts";
import { dayOf, dayStart } from "./day.ts";
import type { Reconciliation } from "./reconciliation.ts";

const DAY_MS = 86_400_000;
/** The days lie behind us, all within what every table keeps. */
const FIRST = dayOf(Date.now() - 10 * DAY_MS);
const SECOND = dayOf(Date.now() - 9 * DAY_MS);
const THIRD = dayOf(Date.now() - 8 * DAY_MS);
const GPT = "gpt-4o-2024-08-06";
const MINI = "gpt-4o-mini";

let ids = 0;
/** A call of a team in the middle of a day; the server settles, prices and stores it. */
function call(day: string, model: string, team: string, fields: Partial<Call> = {}): Call {
  ids += 1;
  const startTime = dayStart(day) + 12 * 3_600_000 + ids * 1000;
  return {
    ...blankCall({
      project: "default",
      traceId: ids.toString(16).padStart(32, "0"),
      spanId: ids.toString(16).padStart(16, "0"),
      startTime,
    }),
    provider: "openai",
    requestModel: model,
    responseModel: model,
    team,
    durationMs: 800,
    inputTokens: 1000,
    cacheReadTokens: 400,
    outputTokens: 200,
    tokenSource: "reported",
    ...fields,
  };
}

const many = (count: number, make: () => Call): Call[] => Array.from({ length: count }, make);
const silent = {
  inputTokens: null,
  cacheReadTokens: null,
  outputTokens: null,
  tokenSource: "absent",
} as const;

/** Per day 20 calls of one model and 10 of another; one day has failures, and calls of another provider. */
const CALLS: readonly Call[] = [
  ...[FIRST, SECOND].flatMap((day) => [
    ...many(20, () => call(day, GPT, "search")),
    ...many(10, () => call(day, MINI, "support", { cacheReadTokens: 0 })),
  ]),
  ...many(3, () => call(FIRST, GPT, "search", { ...silent, errorClass: "rate_limit", httpStatus: 429 })),
  ...many(2, () => call(SECOND, "house-model-1", "support", { cacheReadTokens: null })),
  ...many(4, () => call(SECOND, "claude-sonnet-4-20250514", "search", { provider: "anthropic" })),
];

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-reconcile-"));
  const dataDir = join(folder, "data");
  const listen = { host: "127.0.0.1", port: 0 };
  const settings = { dataDir, listen, storeUrl: null, configFile: null, webRoot: null };
  server = await start({ ...settings, env: {}, log: "silent" });
  const connection = new LocalConnection(server, dataDir);
  await deliver(connection, CALLS, () => Promise.resolve());
  await tell(connection, "/api/v1/flush");
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Result {
  readonly model: string;
  readonly key: string;
  readonly requests: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

const gpt: Result = {
  model: GPT,
  key: "key_search",
  requests: 20,
  input: 20_000,
  cached: 8000,
  output: 4000,
};
const mini: Result = {
  model: "gpt-4o-mini-2024-07-18",
  key: "key_support",
  requests: 10,
  input: 10_000,
  cached: 0,
  output: 2000,
};
const house: Result = { ...mini, model: "house-model-1", requests: 2, input: 2000, output: 400 };

/** A page of OpenAI's Usage API, in a file. */
function usage(name: string, days: Readonly<Record<string, readonly Result[]>>): string {
  const data = Object.entries(days).map(([day, results]) => ({
    object: "bucket",
    start_time: dayStart(day) / 1000,
    end_time: (dayStart(day) + DAY_MS) / 1000,
    results: results.map(({ model, key, requests, input, cached, output }) => ({
      object: "organization.usage.completions.result",
      input_tokens: input,
      input_cached_tokens: cached,
      output_tokens: output,
      num_model_requests: requests,
      project_id: null,
      user_id: null,
      api_key_id: key,
      model,
      batch: null,
    })),
  }));
  return written(name, JSON.stringify({ object: "page", data, has_more: false, next_page: null }));
}

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function reconciled(...argv: readonly string[]): Promise<{ code: number; answer: Reconciliation }> {
  const { code, stdout, stderr } = await recorded([
    "reconcile",
    ...argv,
    "--server",
    server.url ?? "",
    "--json",
  ]);
  expect(stderr).toBe("");
  return { code, answer: JSON.parse(stdout) as Reconciliation };
}

describe("a server's calls against the provider's export", () => {
  const whole = { [FIRST]: [gpt, mini], [SECOND]: [gpt, mini, house], [THIRD]: [] };

  test("agree, with exit code 0, where the provider counted the same", async () => {
    const { code, answer } = await reconciled("--invoice", usage("same.json", whole), "--by", "day,model");
    expect(code).toBe(0);
    expect(answer.agreement).toMatchObject({ agrees: true, gap: 0 });
    expect(answer.total.ours).toMatchObject({
      inputTokens: 62_000,
      cacheReadTokens: 16_000,
      outputTokens: 12_400,
    });
    expect(answer.joined).toEqual([{ invoice: [mini.model], ours: [MINI], ground: "snapshot" }]);
    expect(answer.setAside).toMatchObject([
      { what: "claude-sonnet-4-20250514 of anthropic", amounts: { requests: 4 } },
    ]);
    // Three refused calls are calls here and no requests there.
    expect(answer.explanations).toMatchObject([{ cause: "unbilled_failures", amounts: { requests: 3 } }]);
    expect(answer.unexplained).toEqual({ less: {}, more: {} });
  });

  test("differ, with exit code 10, by a day that is missing and by calls that never arrived", async () => {
    const more = { ...mini, requests: 15, input: 15_000, output: 3000 };
    const file = usage("more.json", { ...whole, [SECOND]: [gpt, more, house], [THIRD]: [gpt] });
    const { code, answer } = await reconciled("--invoice", file);
    expect(code).toBe(10);
    expect(answer.explanations.map(({ cause, models, days }) => [cause, models, days])).toEqual([
      ["missing_day", [GPT], [THIRD]],
      ["missing_calls", [mini.model], [SECOND]],
      ["unbilled_failures", [GPT], [FIRST]],
    ]);
    expect(answer.unexplained).toEqual({ less: {}, more: {} });
  });

  test("differ in cost by the price of one model and by calls without a price", async () => {
    // 600 x 2.5 + 400 x 1.25 + 200 x 10 micro-dollars are $0.004 a call, by the price list; the invoice takes 10 % off.
    const lines = [
      `${FIRST},${GPT},20000,8000,4000,0.072`,
      `${SECOND},${GPT},20000,8000,4000,0.072`,
      `${SECOND},house-model-1,2000,0,400,0.5`,
    ];
    const bill = written("bill.csv", `date,model,in,cached,out,usd\n${lines.join("\n")}\n`);
    const map = written(
      "bill.yaml",
      "day: date\nmodel: model\ninputTokens: { column: in, cache: included }\ncacheReadTokens: cached\noutputTokens: out\ncost: usd\nprovider: openai\n",
    );
    const { code, answer } = await reconciled("--invoice", bill, "--map", map, "--to", THIRD);
    expect(code).toBe(10);
    expect(answer.explanations.slice(0, 1)).toMatchObject([
      { cause: "unpriced_calls", models: ["house-model-1"], amounts: { costNanoUsd: -500_000_000 } },
    ]);
    expect(answer.explanations[0]?.facts).toContain("unknown_model 2 with 2,400 tokens");
    const price = answer.explanations.find(({ cause }) => cause === "price_difference");
    expect(price).toMatchObject({ models: [GPT], amounts: { costNanoUsd: 16_000_000 } });
    expect(price?.facts).toBe(
      "the invoice charges $3.00 per million tokens, promptprof $3.33 (input and output together), by the price row openai/gpt-4o",
    );
  });

  test("agree in tokens and in dollars where usage and costs come in two files", async () => {
    const [start, end] = [dayStart(FIRST) / 1000, dayStart(SECOND) / 1000];
    // 20 calls of $0.004, and 10 of 1,000 x 0.15 + 200 x 0.60 micro-dollars.
    const costs = [
      `${start},${end},0.05000000,usd,"${GPT}, input",proj_shop`,
      `${start},${end},0.03,usd,"${GPT}, output",proj_shop`,
      `${start},${end},0.0027,usd,"${mini.model}, output",proj_shop`,
    ];
    const head = "start_time,end_time,amount_value,amount_currency,line_item,project_id\n";
    const bill = written("costs.csv", head + costs.join("\n"));
    const { code, answer } = await reconciled("--invoice", usage("usage.json", whole), "--invoice", bill);
    expect(code).toBe(0);
    expect(answer.invoice.files.map(({ format }) => format)).toEqual([
      "openai-usage-json",
      "openai-cost-csv",
    ]);
    expect(answer.total.invoice).toMatchObject({ inputTokens: 30_000, costNanoUsd: 82_700_000 });
    expect(answer.agreement).toMatchObject({ agrees: true, gap: 0 });
    expect(answer.remarks).toEqual(["2 days are left out: not all of the files speak of them"]);
  });

  test("are compared by key, our team standing for the provider's key", async () => {
    const names = ["--key-name", "key_search=search", "--key-name", "key_support=support"];
    const file = usage("keys.json", whole);
    const { code, answer } = await reconciled("--invoice", file, "--by", "key", "--key", "team", ...names);
    expect(code).toBe(0);
    expect(answer.rows.map(({ key, invoice }) => [key, invoice.inputTokens])).toEqual([
      ["search", 40_000],
      ["support", 22_000],
    ]);
    const unnamed = await reconciled("--invoice", file, "--by", "key", "--key", "team");
    expect(unnamed.code).toBe(10);
    expect(unnamed.answer.rows).toHaveLength(4);
  });

  test("of one project are all of them, and what other projects have is one row", async () => {
    const file = usage("project.json", { [FIRST]: [{ ...gpt, key: "default" }] });
    const { code, answer } = await reconciled("--invoice", file, "--by", "key", "--key", "project");
    expect(code).toBe(10);
    expect(answer.rows.map(({ key, ours }) => [key, ours.inputTokens])).toEqual([["default", 30_000]]);
  });
});

describe("a question that is wrong is told in lines, with exit code 2, before a store is opened", () => {
  const nowhere = ["--data", "no/such/folder"];
  const told = async (...argv: readonly string[]) => {
    const { code, stdout, stderr } = await recorded(["reconcile", ...argv, ...nowhere]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    return stderr.replaceAll(folder, "").replaceAll("promptprof: ", "");
  };

  test("every line of the file that cannot be read", async () => {
    const head = "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n";
    const bad = written("bad.csv", `${head}2026-05-04,a,1,2\nMay 4,a,1,2\n2026-05-04,a,-1,\n`);
    expect(await told("--invoice", bad)).toBe(
      [
        '/bad.csv:3: usage_date_utc must be a day like 2026-05-01 or a time like 2026-05-01T14:00:00Z, got "May 4"',
        '/bad.csv:4: usage_input_tokens_no_cache must be a whole number >= 0, got "-1"; usage_output_tokens is missing',
        "/bad.csv: 2 lines cannot be read; nothing was compared",
        "",
      ].join("\n"),
    );
  });

  test.each([
    [["--by", "week"], '--by must be one or several of day,model,key, each once; got "week"'],
    [
      ["--by", "key"],
      "--by key needs --key: which field here is the invoice's key, team, service, environment, project",
    ],
    [["--key", "team"], "--key and --key-name are for keys, which --by does not compare; add key to --by"],
    [["--tolerance", "1"], '--tolerance must be a share from 0% to 100%, like 1% or 0.5%; got "1"'],
    [
      ["--from", "2026-05-04T12:00"],
      '--from must be a whole UTC day like 2026-05-01, got "2026-05-04T12:00"',
    ],
    [["--model-name", "gpt-4o"], '--model-name must be THEIRS=OURS, got "gpt-4o"'],
    [
      ["--map", "m.yaml", "--format", "openai-usage-json"],
      "--map is for --format csv; openai-usage-json needs none",
    ],
    [["--model-name", "gpt-9=x"], "--model-name: the invoice does not have gpt-9; it has gpt-4o-2024-08-06"],
    [
      ["--from", "2020-01-01", "--to", "2020-02-01"],
      `/one.json: days ${FIRST} to ${FIRST}, none of which is from 2020-01-01 up to and without 2020-02-01`,
    ],
  ])("%j", async (argv, message) => {
    expect(await told("--invoice", usage("one.json", { [FIRST]: [gpt] }), ...argv)).toBe(`${message}\n`);
  });

  test("a file that speaks of no day is no agreement", async () => {
    const head = "start_time,end_time,num_model_requests,input_tokens,output_tokens\n";
    expect(await told("--invoice", written("none.csv", head))).toBe(
      "/none.csv speaks of no day: there is nothing to compare\n",
    );
  });
});

test("the help names every format with its source, and fits 80 columns", async () => {
  const { code, stdout } = await recorded(
    ["reconcile", "--help"],
    recordingIo({ terminal: { columns: 80 } }),
  );
  expect(code).toBe(0);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  await expect(stdout).toMatchFileSnapshot("testdata/help-80.stdout");
});
