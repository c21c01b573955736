import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerAnswer, StoreAnswer } from "@promptprof/server/contract";
import { unpricedAdvice } from "@promptprof/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkFolder } from "./check-folder.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkNode } from "./check-node.ts";
import { checkPrices } from "./check-prices.ts";
import { checkServer } from "./check-server.ts";
import { checkStore } from "./check-store.ts";
import { failure, ok } from "./finding.ts";
import { printFindings } from "./print-findings.ts";
import type { UnpricedModel } from "./unpriced-model.ts";

const ledger: LedgerAnswer = {
  received: 24_512,
  stored: 24_480,
  duplicate: 20,
  rejected: { bad_time: 9, bad_ids: 2 },
  waiting: 1,
  unpriced: { unknown_model: 512, failed_without_tokens: 61, absent_tokens: 40 },
  clientDrops: 3,
  duplicates: {},
  notes: {},
  notCalls: 1200,
};
const unpricedModel = (model: string | null, unpricedCalls: number, reasons: string[]): UnpricedModel => ({
  model,
  calls: unpricedCalls + 1,
  unpricedCalls,
  inputTokens: 230_000,
  outputTokens: 5_120,
  reasons,
});

describe("Node.js", () => {
  test.each([
    ["20.19.0", "ok"],
    ["20.20.2", "ok"],
    ["24.1.0", "ok"],
    ["20.18.3", "failure"],
    ["18.20.4", "failure"],
  ])("%s is %s", (version, status) => expect(checkNode(version).status).toBe(status));
});

describe("the data folder", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "promptprof-doctor-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("may be there, or be made", () => {
    expect(checkFolder(folder).status).toBe("ok");
    expect(checkFolder(join(folder, "a", "b")).status).toBe("ok");
  });

  test("may not be a file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(checkFolder(file)).toEqual(
      failure("data", `${file} is not a folder`, ["name another one with --data DIR"]),
    );
  });

  test.skipIf(process.getuid?.() === 0)("must be writable (root may write everywhere)", () => {
    const locked = join(folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(checkFolder(locked).status).toBe("failure");
    expect(checkFolder(join(locked, "below")).status).toBe("failure");
    chmodSync(locked, 0o700);
  });
});

test("a port on which nothing listens is free", async () => {
  // Port 1 needs root and belongs to no program that anyone runs.
  expect(await checkServer("http://127.0.0.1:1")).toMatchObject({ status: "warning" });
});

describe("prices", () => {
  test("are in order when only failed calls have none", () => {
    const failed = [unpricedModel("gpt-4o", 61, ["failed_without_tokens"])];
    expect(checkPrices(failed, { failed_without_tokens: 61 })).toEqual([
      ok("prices", "every call that should have a price has one"),
    ]);
  });

  test("that are to be added are YAML as the config wants it, whatever a model is called", () => {
    const [finding] = checkPrices([unpricedModel("a: #b", 7, ["unknown_model"])], { unknown_model: 7 });
    expect(parse(finding?.advice.slice(1).join("\n") ?? "")).toEqual({
      prices: [{ model: "a: #b", inputUsdPerMTok: null, outputUsdPerMTok: null }],
    });
  });

  test("a name that YAML knows signs in comes back as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (model) => {
        const { yaml } = unpricedAdvice("unknown_model no_price_for_tier_scale", "a: #*b", model) ?? {};
        expect(parse(yaml?.join("\n") ?? "")).toEqual({
          prices: [
            {
              model,
              provider: "a: #*b",
              inputUsdPerMTok: null,
              outputUsdPerMTok: null,
              tiers: { scale: null },
            },
          ],
        });
      }),
    );
  });

  test("of a tier without a factor come with the lines for it", () => {
    const tier = "no_price_for_tier_scale";
    const [finding] = checkPrices([unpricedModel("gpt-4o", 7, [tier])], { [tier]: 7 });
    expect(finding?.message).toBe("7 calls have no price, no_price_for_tier_scale: gpt-4o");
    expect(parse(finding?.advice.slice(1).join("\n") ?? "")).toMatchObject({
      prices: [{ model: "gpt-4o", tiers: { scale: null } }],
    });
  });

  test("of many models are shown for the ten with the most calls", () => {
    const models = Array.from({ length: 12 }, (_, i) => unpricedModel(`m${i}`, 12 - i, ["unknown_model"]));
    const [finding] = checkPrices(models, { unknown_model: 78 });
    expect(finding?.advice.filter((line) => line.includes("- model:"))).toHaveLength(10);
    expect(finding?.advice.at(-1)).toBe("  # and 2 more models");
  });
});

/** A year and a half at a million calls a day. */
function storeOf(freeBytes: number): StoreAnswer {
  const [oldest, newest] = ["2025-05-24T00:00:00.000Z", "2026-11-24T00:00:00.000Z"];
  const row = (table: string, rows: number, bytes: number, keptDays: number | null, year: number) => ({
    table,
    rows,
    bytes,
    bytesPerCall: table === "calls" ? bytes / rows : null,
    oldest,
    newest,
    keptDays,
    bytesInAYear: year,
  });
  const tables = [
    row("calls", 118_000_000, 5_310_000_000, 90, 5_445_000_000),
    row("rollup_hour", 6_120_000, 2_140_000_000, 400, 2_300_000_000),
    row("rollup_day", 410_000, 190_000_000, null, 320_000_000),
    row("ledger", 13_000, 90_000, null, 150_000),
  ];
  const retention = { calls: 90, minutes: 8, hours: 400, days: null, scores: 120, projects: {} };
  const disk = { freeBytes, totalBytes: 270_000_000_000 };
  return { tables, callsPerDay: 1e6, bytes: 7.64e9, bytesInAYear: 8.07e9, disk, damaged: [], retention };
}

describe("the store", () => {
  test("says what was damaged and where it lies", () => {
    const damaged = [{ table: "calls", path: "store/abc/detached/202611_1_1_0", bytes: 4096 }];
    const [, finding] = checkStore({ ...storeOf(78e9), damaged });
    expect(finding).toMatchObject({
      status: "warning",
      check: "damage",
      message: "4.10 kB could not be read and were set aside: they are in no answer",
    });
    expect(finding?.advice.join("\n")).toContain("calls: store/abc/detached/202611_1_1_0");
  });

  test("in order has one finding, and one of a disk that is too small two", () => {
    expect(checkStore(storeOf(78e9)).map(({ status }) => status)).toEqual(["ok"]);
    expect(checkStore({ ...storeOf(78e9), disk: null }).map(({ status }) => status)).toEqual(["ok"]);
    const [, full] = checkStore(storeOf(4e8));
    expect(full).toMatchObject({
      status: "warning",
      message: "in a year the store takes 430 MB more, and 400 MB are free",
    });
  });
});

describe("the whole output of doctor", () => {
  const models = [
    unpricedModel("house-router-3b", 512, ["unknown_model"]),
    unpricedModel("gpt-4o", 101, ["failed_without_tokens", "absent_tokens"]),
  ];
  const findings = [
    checkNode("20.20.2"),
    failure("server", "something else than promptprof listens at http://127.0.0.1:4318", [
      "stop it, or choose another port: promptprof serve --listen 127.0.0.1:PORT",
    ]),
    ...checkLedger(ledger),
    ...checkPrices(models, ledger.unpriced),
    ...checkStore(storeOf(4e8)),
  ];

  test.each([
    ["120-columns", { columns: 120, unicode: true }],
    ["80-columns", { columns: 80, unicode: true }],
    ["80-columns-ascii", { columns: 80, unicode: false }],
  ])("at %s", async (file, terminal) => {
    const text = printFindings(findings, { colour: false, interactive: true, ...terminal });
    await expect(text).toMatchFileSnapshot(`testdata/doctor-${file}.stdout`);
  });
});
