import { describe, expect, test } from "vitest";
import type { ImportReport } from "./import-report.ts";
import { ledgerDelta } from "./ledger-delta.ts";
import { printImport } from "./print-import.ts";

const terminal = { columns: 120, colour: false, unicode: true, interactive: false };
const nothing = {
  received: 0,
  stored: 0,
  duplicate: 0,
  rejected: {},
  waiting: 0,
  unpriced: {},
  clientDrops: 0,
  duplicates: {},
  notes: {},
  notCalls: 0,
};

const report: ImportReport = {
  file: "usage.csv",
  project: "default",
  rows: 5_534,
  sent: 5_522,
  rejected: 12,
  rejectedRows: Array.from({ length: 10 }, (_, i) => ({
    line: 17 + i,
    reasons:
      i === 0
        ? [
            'at must be a number, got "soon\\n\u001B[2J"',
            'in must be a whole number of tokens >= 0, got "-1"',
          ]
        : ["has 3 fields where the header has 11"],
  })),
  ledger: {
    ...nothing,
    received: 5_522,
    stored: 5_000,
    duplicate: 522,
    unpriced: { unknown_model: 705, no_model: 22 },
  },
  from: "2024-08-13T14:40:43.000Z",
  to: "2026-04-25T04:20:34.000Z",
  reportedCostDiffers: {
    calls: 378,
    claimedNanoUsd: 9_991_890_000_000,
    recomputedNanoUsd: 1_970_000_000,
    worst: [
      {
        time: "2025-05-07T15:29:32.000Z",
        model: "gemini/gemini-2.5-pro-preview-03-25",
        inputTokens: 10_023,
        outputTokens: 10,
        claimedNanoUsd: 9_990_012_528_750,
        recomputedNanoUsd: 12_628_750,
        traceId: "1".repeat(32),
        spanId: "1".repeat(16),
      },
      {
        time: "2025-05-08T22:33:32.000Z",
        model: null,
        inputTokens: 27_300,
        outputTokens: null,
        claimedNanoUsd: 109_000_000,
        recomputedNanoUsd: 0,
        traceId: "2".repeat(32),
        spanId: "2".repeat(16),
      },
    ],
  },
};

describe("the whole output of import", () => {
  test.each([
    ["120-columns", terminal],
    ["80-columns", { ...terminal, columns: 80 }],
    ["80-columns-ascii", { ...terminal, columns: 80, unicode: false }],
  ])("at %s", async (file, at) => {
    await expect(printImport(report, at)).toMatchFileSnapshot(`testdata/import-${file}.stdout`);
  });

  test("of a file without a fault is three lines", () => {
    const clean = {
      ...report,
      rejected: 0,
      rejectedRows: [],
      reportedCostDiffers: { calls: 0, claimedNanoUsd: 0, recomputedNanoUsd: 0, worst: [] },
    };
    expect(
      printImport(clean, { ...terminal, columns: Infinity })
        .trimEnd()
        .split("\n"),
    ).toHaveLength(3);
  });
});

describe("the growth of a ledger", () => {
  test("is told by reason, without the reasons that did not grow", () => {
    const before = { ...nothing, received: 10, rejected: { bad_time: 1, bad_ids: 2 }, waiting: 5 };
    const after = { ...nothing, received: 15, rejected: { bad_time: 4, bad_ids: 2 }, waiting: 0 };
    expect(ledgerDelta(before, after)).toEqual({
      ...nothing,
      received: 5,
      rejected: { bad_time: 3 },
      waiting: -5,
    });
  });
});
