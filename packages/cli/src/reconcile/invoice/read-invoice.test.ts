import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QuestionError } from "../../question-error.ts";
import { NO_AMOUNTS } from "../amounts.ts";
import { INVOICE_FORMATS } from "./invoice-formats.ts";
import type { Invoice, InvoiceRow } from "./invoice.ts";
import { readInvoiceMap } from "./map/read-invoice-map.ts";
import { readInvoice } from "./read-invoice.ts";

const testdata = (name: string) => join(import.meta.dirname, "..", "testdata", name);

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "promptprof-invoice-"))));
afterAll(() => rmSync(folder, { recursive: true }));

async function readFile(file: string, format: string | null = null): Promise<Invoice> {
  const outcome = await readInvoice({ file, format, map: null });
  if (outcome.kind === "unreadable") throw new Error(JSON.stringify(outcome.problems));
  return outcome.invoice;
}

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function problemsOf(name: string, text: string): Promise<readonly [line: number, message: string][]> {
  const outcome = await readInvoice({ file: written(name, text), format: null, map: null });
  if (outcome.kind === "invoice") return [];
  return outcome.problems.map(({ line, message }) => [line, message]);
}

/** A row with what is not null. */
function row(day: string, model: string | null, key: string | null, rest: Partial<InvoiceRow>): InvoiceRow {
  return { ...NO_AMOUNTS, day, model, key, charge: null, costLines: 0, ...rest };
}

const gpt4o = "gpt-4o-2024-08-06";
const mini = "gpt-4o-mini-2024-07-18";
const openAiRows = [
  row("2026-05-04", gpt4o, "key_search", {
    requests: 100,
    inputTokens: 120_000,
    cacheReadTokens: 40_960,
    outputTokens: 24_000,
  }),
  row("2026-05-04", mini, "key_support", {
    requests: 60,
    inputTokens: 30_000,
    cacheReadTokens: 0,
    outputTokens: 9000,
  }),
  row("2026-05-06", gpt4o, "key_search", {
    requests: 50,
    inputTokens: 60_000,
    cacheReadTokens: 20_480,
    outputTokens: 12_000,
  }),
];
const sonnet = "claude-sonnet-4-20250514";
const haiku = "claude-haiku-4-5-20251001";

describe("OpenAI's usage", () => {
  test("as JSON: pages after one another, cached tokens within the input, an empty day counted as spoken of", async () => {
    const invoice = await readFile(testdata("openai-usage.json"));
    expect(invoice.rows).toEqual(openAiRows);
    expect(invoice).toMatchObject({
      format: "openai-usage-json",
      provider: "openai",
      lines: 3,
      isCut: false,
    });
    expect([...invoice.days]).toEqual(["2026-05-04", "2026-05-05", "2026-05-06"]);
    expect([...invoice.states]).toEqual(["requests", "inputTokens", "cacheReadTokens", "outputTokens"]);
  });

  test("as a table says the same, its two lines of one model and key added up", async () => {
    const invoice = await readFile(testdata("openai-usage.csv"));
    expect(invoice.rows).toEqual(openAiRows);
    expect([...invoice.days]).toEqual(["2026-05-04", "2026-05-05", "2026-05-06"]);
    expect(invoice).toMatchObject({ format: "openai-usage-csv", lines: 4 });
  });

  test("with tabs, as a spreadsheet passes it on, and with a byte order mark, says the same again", async () => {
    const text = readFileSync(testdata("openai-usage.csv"), "utf8").replaceAll(",", "\t");
    expect((await readFile(written("usage.tsv", `\uFEFF${text}`))).rows).toEqual(openAiRows);
  });

  test("of embeddings has no output, which is not an output of 0", async () => {
    const result = '{ "input_tokens": 20, "num_model_requests": 2, "model": "text-embedding-3-small" }';
    const file = written(
      "embeddings.json",
      `{ "data": [{ "start_time": 1777852800, "end_time": 1777939200, "results": [${result}] }] }`,
    );
    expect((await readFile(file)).rows).toEqual([
      row("2026-05-04", "text-embedding-3-small", null, { requests: 2, inputTokens: 20 }),
    ]);
  });
});

describe("OpenAI's costs", () => {
  test("as JSON: dollars as number or text, the model of a line item, billed tokens, and what is no tokens apart", async () => {
    const invoice = await readFile(testdata("openai-costs.json"));
    expect(invoice.rows).toEqual([
      row("2026-05-04", gpt4o, "proj_shop", {
        inputTokens: 120_000,
        cacheReadTokens: 40_960,
        outputTokens: 24_000,
        costNanoUsd: 488_800_000,
        costLines: 3,
      }),
      row("2026-05-04", null, "proj_shop", {
        charge: "web search tool calls",
        costNanoUsd: 500_000_000,
        costLines: 1,
      }),
      row("2026-05-04", null, "proj_shop", { charge: "whisper", costNanoUsd: 0, costLines: 1 }),
    ]);
  });

  test("as a table that is not grouped: one sum a day without a model", async () => {
    const invoice = await readFile(testdata("openai-costs.csv"));
    expect(invoice.rows).toEqual([
      row("2026-05-04", null, null, { costNanoUsd: 498_700_000, costLines: 1 }),
      row("2026-05-06", null, null, { costNanoUsd: 244_400_000, costLines: 1 }),
    ]);
    expect(invoice.costStepNanoUsd).toBeCloseTo(1e-7, 12);
  });
});

describe("Anthropic's usage", () => {
  const monday = [
    { inputTokens: 100_000, cacheReadTokens: 79_000, cacheWriteTokens: 6000, outputTokens: 8000 },
    { inputTokens: 2000, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 500 },
  ] as const;

  test("as JSON: uncached, read and both kinds of written tokens are the input; requests are not stated", async () => {
    const invoice = await readFile(testdata("anthropic-usage.json"));
    expect(invoice.rows).toEqual([
      row("2026-05-04", sonnet, "apikey_01SEARCH", monday[0]),
      row("2026-05-04", haiku, "wrkspc_01SHOP", monday[1]),
    ]);
    expect(invoice.states.has("requests")).toBe(false);
    expect(invoice.days.has("2026-05-05")).toBe(true);
  });

  test("as a table: keys by name, days in between spoken of", async () => {
    const invoice = await readFile(testdata("anthropic-usage.csv"));
    expect(invoice.rows).toEqual([
      row("2026-05-04", sonnet, "search", monday[0]),
      row("2026-05-04", haiku, "Default", monday[1]),
      row("2026-05-06", sonnet, "search", {
        inputTokens: 7000,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        outputTokens: 3000,
      }),
    ]);
    expect([...invoice.days]).toEqual(["2026-05-04", "2026-05-05", "2026-05-06"]);
  });
});

describe("Anthropic's costs", () => {
  test("as JSON are cents: 4.5 is $0.045; the model stands in the description where nowhere else", async () => {
    const invoice = await readFile(testdata("anthropic-costs.json"));
    expect(invoice.rows).toEqual([
      row("2026-05-04", sonnet, "wrkspc_01SHOP", { costNanoUsd: 45_000_000, costLines: 1 }),
      row("2026-05-04", "Claude Sonnet 4", "wrkspc_01SHOP", { costNanoUsd: 120_000_000, costLines: 1 }),
      row("2026-05-04", null, "wrkspc_01SHOP", {
        charge: "web_search: Web Search Usage",
        costNanoUsd: 100_000_000,
        costLines: 1,
      }),
    ]);
    expect(invoice.isCut).toBe(true);
  });

  test("as a table are dollars in whole cents", async () => {
    const invoice = await readFile(testdata("anthropic-costs.csv"));
    expect(invoice.rows).toEqual([
      row("2026-05-04", "Claude Sonnet 4", "search", { costNanoUsd: 190_000_000, costLines: 3 }),
      row("2026-05-04", null, "search", {
        charge: "web_search: web_search",
        costNanoUsd: 100_000_000,
        costLines: 1,
      }),
    ]);
    expect(invoice.costStepNanoUsd).toBe(10_000_000);
  });
});

describe("a table by a map", () => {
  const map = readInvoiceMap(readFileSync(testdata("bill.yaml"), "utf8"), "bill.yaml");

  test("adds the cached tokens to an input without them, and reads cents", async () => {
    const outcome = await readInvoice({ file: testdata("bill.csv"), format: "csv", map });
    expect(outcome).toMatchObject({
      kind: "invoice",
      invoice: {
        provider: "openai",
        rows: [
          row("2026-05-04", "gpt-4o (2024-08-06)", "search", {
            requests: 100,
            inputTokens: 120_000,
            cacheReadTokens: 40_960,
            outputTokens: 24_000,
            costNanoUsd: 488_800_000,
            costLines: 1,
          }),
          row("2026-05-04", "gpt-4o-mini", "support", {
            requests: 60,
            inputTokens: 30_000,
            cacheReadTokens: 0,
            outputTokens: 9000,
            costNanoUsd: 9_900_000,
            costLines: 1,
          }),
        ],
      },
    });
  });

  test("tells every mapped column that the file lacks, at the map's line", async () => {
    const file = written("other.csv", "Datum,Modell\n2026-05-04,gpt-4o\n");
    await expect(readInvoice({ file, format: null, map })).rejects.toThrow(
      /^bill\.yaml:4: .*no column "Team"; it has Datum, Modell\nbill\.yaml:6: .*"Eingabe".*\n/,
    );
  });
});

describe("a file that is something else", () => {
  test.each([
    [
      "columns.csv",
      "date,usd\n2026-05-04,1\n",
      /columns\.csv is no export that is known \(.*\): it has the columns date, usd; other tables are read with --format csv --map FILE$/,
    ],
    [
      "keys.json",
      '[{"start_time": 1777852800, "results": [{"images": 2}]}]',
      /is no export that is known .*: it has buckets of start_time, results, with results of images$/,
    ],
    ["empty.csv", "", /empty\.csv is empty/],
  ])("%s is told by what was found in it", async (name, text, message) => {
    await expect(readFile(written(name, text))).rejects.toThrow(message);
  });

  test("than was said is told by what it is", async () => {
    const file = testdata("anthropic-usage.csv");
    await expect(readFile(file, "openai-usage-csv")).rejects.toThrow(
      /is no openai-usage-csv: it is anthropic-usage-csv$/,
    );
    const json = testdata("openai-usage.json");
    await expect(readFile(json, "anthropic-usage-json")).rejects.toThrow(
      /is no anthropic-usage-json: it is openai-usage-json$/,
    );
  });

  test("than a file is told in one line", async () => {
    await expect(readFile(join(folder, "none.csv"))).rejects.toThrow(
      new QuestionError(`there is no file ${folder}/none.csv`),
    );
    await expect(readFile(folder)).rejects.toThrow(/is a folder; an export file is wanted$/);
    await expect(readFile(testdata("bill.csv"), "csv")).rejects.toThrow(/^--format csv needs --map FILE/);
  });
});

/** A page whose second result, on its sixth line, has these fields. */
function page(fields: string): string {
  return `{\n "data": [\n  { "start_time": 1777852800, "end_time": 1777939200,\n   "results": [\n    { "input_tokens": 1, "output_tokens": 1 },\n    {\n      ${fields} } ] } ]\n}\n`;
}

function costPage(amount: string): string {
  return `{ "data": [{ "start_time": 1777852800, "results": [{ "amount": ${amount}, "line_item": "gpt-4o" }] }] }`;
}

describe("lines that cannot be read", () => {
  const head =
    "start_time,end_time,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens\n";

  test("of a table are all told, each with everything that is wrong with it", async () => {
    const lines = [
      "1777852800,1777939200,1,gpt-4o,10,5,0",
      "yesterday,1777939200,1,gpt-4o,ten,-5,0",
      "1777852800,1777939200,1,gpt-4o,10,5",
      "1777852800,1777939200,1,gpt-4o,10,2.5,11",
      "1777874400,1777960800,1,gpt-4o,10,5,0",
    ];
    expect(await problemsOf("bad.csv", head + lines.join("\n"))).toEqual([
      [
        3,
        'start_time must be epoch s, got "yesterday"; input_tokens must be a whole number >= 0, got "ten"; output_tokens must be a whole number >= 0, got "-5"',
      ],
      [4, "6 fields where the header has 7"],
      [
        5,
        'input_tokens must include the cached tokens: 10 are fewer than 11 cached ones; output_tokens must be a whole number >= 0, got "2.5"',
      ],
      [
        6,
        "start_time 1777874400 to end_time 1777960800 is not within one UTC day (2026-05-04); ask for buckets of 1d, 1h or 1m",
      ],
    ]);
  });

  test("of JSON are told by the line that their object starts on, across pages", async () => {
    const text =
      page('"input_tokens": "many", "output_tokens": 1') + page('"output_tokens": 1, "model": ["x"]');
    expect(await problemsOf("bad.json", text)).toEqual([
      [6, 'input_tokens must be a whole number >= 0, got "many"'],
      [14, 'input_tokens is missing; model must be a text, got ["x"]'],
    ]);
  });

  test("another currency is not compared with dollars", async () => {
    expect(await problemsOf("eur.json", costPage('{ "value": 1, "currency": "eur" }'))).toEqual([
      [1, 'amount.currency must be usd, got "eur"'],
    ]);
    expect(await problemsOf("none.json", costPage("{}"))).toEqual([[1, "amount.value is missing"]]);
    expect(await problemsOf("one.json", costPage("1"))).toEqual([[1, "amount must be an object, got 1"]]);
  });

  test.each([
    ['{ "data": [\n { "start_time": 1777852800,\n', 3],
    ['{ "data": [ {"start_time": 1,\n "results": [}] }', 2],
    ['{\n"data": [\n{ "start_time": 1777852800 }]}', 3],
    ["[1]", 1],
  ])("JSON that is cut, wrong or another is told by its line: %j", async (text, line) => {
    expect((await problemsOf("cut.json", text)).map(([at]) => at)).toEqual([line]);
  });
});

test("every format says in its help where its file comes from", () => {
  for (const { name, help, provider } of INVOICE_FORMATS) {
    expect(name.startsWith(provider)).toBe(true);
    expect(help[0]).toMatch(/API: GET |dashboard: |Console: /);
    expect(help.every((line) => line.length <= 74)).toBe(true);
  }
});
