import { describe, expect, test } from "vitest";
import { recorded, recordingIo } from "./recorded-io.case.ts";
import { packageVersion } from "./version.ts";

describe("help", () => {
  test.each([
    ["promptprof", []],
    ["serve", ["serve"]],
    ["demo", ["demo"]],
    ["top", ["top"]],
    ["compare", ["compare"]],
    ["import", ["import"]],
    ["export", ["export"]],
    ["backup", ["backup"]],
    ["restore", ["restore"]],
    ["copy", ["copy"]],
    ["reprice", ["reprice"]],
    ["bench", ["bench"]],
    ["gate", ["gate"]],
    ["report", ["report"]],
    ["history", ["history"]],
    ["revert", ["revert"]],
    ["doctor", ["doctor"]],
  ])("of %s at 80 and 120 columns", async (name, command) => {
    for (const columns of [80, 120]) {
      const { code, stdout, stderr } = await recorded(
        [...command, "--help"],
        recordingIo({ terminal: { columns } }),
      );
      expect(code).toBe(0);
      expect(stderr).toBe("");
      expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
      await expect(stdout).toMatchFileSnapshot(`testdata/help-${name}-${columns}.stdout`);
    }
  });

  test("has examples for every command", async () => {
    for (const command of [
      "serve",
      "demo",
      "top",
      "compare",
      "import",
      "export",
      "backup",
      "restore",
      "copy",
      "reprice",
      "bench",
      "gate",
      "report",
      "history",
      "revert",
      "doctor",
    ]) {
      expect((await recorded([command, "--help"])).stdout).toContain("Examples:\n  promptprof ");
    }
  });

  test("goes to stderr, with exit code 2, when no command is named", async () => {
    const { code, stdout, stderr } = await recorded([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: promptprof");
  });

  test("--version is the package's", async () => {
    expect(await recorded(["--version"])).toEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: "" });
  });
});

describe("a wrong question is one line on stderr and exit code 2", () => {
  test.each([
    [["tpo"], "unknown command 'tpo' (Did you mean top?)"],
    [["top", "--lst", "24h"], "unknown option '--lst' (Did you mean --last?)"],
    [["top", "extra"], "too many arguments for 'top'. Expected 0 arguments but got 1."],
    [["top", "--last"], "option '--last <length>' argument missing"],
    [["top", "--last", "soon"], '--last must be a number and m, h, d or w (24h, 7d), or all; got "soon"'],
    [
      ["top", "--by", "colour"],
      '--by must be one of prompt, version, model, team, service, environment; got "colour"',
    ],
    [["top", "--sort", "size"], '--sort must be one of cost, calls, p95, errors; got "size"'],
    [["top", "--limit", "0"], '--limit must be a whole number from 1 to 1000, got "0"'],
    [["top", "--watch"], "--watch needs a terminal; without one leave it out, or use --json"],
    [["top", "--server", "localhost"], '--server must be a URL like http://127.0.0.1:4318, got "localhost"'],
    [
      ["top", "--server", "http://127.0.0.1:1"],
      "no promptprof answers at http://127.0.0.1:1; start one with: promptprof serve",
    ],
    [["top", "--data", "no/such/folder"], "there is no data folder no/such/folder; try: promptprof demo"],
    [["compare"], "compare what? Name two sides: promptprof compare support-triage@v3 support-triage@v4"],
    [
      ["compare", "v3", "v4"],
      '"v3" says no calls; a side is PROMPT@VERSION, model:NAME, team:NAME, last:7d or 2026-11-01..2026-11-07',
    ],
    [
      ["compare", "last:soon", "last:7d"],
      'last:soon: --last must be a number and m, h, d or w (24h, 7d), or all; got "soon"',
    ],
    [["serve", "--listen", "4318"], '--listen must be HOST:PORT like 127.0.0.1:4318, got "4318"'],
    [["import", "x.csv"], "there is no file x.csv"],
    [
      ["import", "--format", "csv", "--map", "none.yaml", "x.csv"],
      "there is no file none.yaml; --map names the file that says which column holds what",
    ],
    [["import", "--format", "xml", "--map", "m.yaml", "x.csv"], '--format must be one of csv; got "xml"'],
  ])("%j", async (argv, message) => {
    expect(await recorded(argv)).toEqual({ code: 2, stdout: "", stderr: `promptprof: ${message}\n` });
  });
});
