import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder, TestRepository } from "../../../bench/src/git/test-repository.case.ts";
import { blankCall } from "@promptprof/model";
import { tell } from "../connection/ask.ts";
import { RemoteConnection } from "../connection/remote-connection.ts";
import { start } from "../connection/start.ts";
import { deliver } from "../otlp-delivery/deliver.ts";
import { recorded, recordingIo, type Recorded } from "../recorded-io.case.ts";
import type { HistoryAnswer } from "./history-answer.ts";

const SHORT = "# Task\nSort the ticket.\n";
const LONG =
  "# Task\nSort the ticket by team.\n# Examples\nMy card is lost: cards. I was charged twice: billing.\n";

let made: TestRepository;
let file: string;
beforeEach(() => {
  made = new TestRepository(temporaryFolder());
  file = join(made.path, "prompts/triage.md");
  made.save("prompts/triage.md", SHORT, "first");
  made.save("prompts/triage.md", LONG, "examples \u001b[2J");
  made.save("prompts/triage.md", SHORT, "too long");
});

async function asked(
  args: readonly string[],
  terminal: { columns?: number; unicode?: boolean } = {},
): Promise<Recorded> {
  return recorded(args, recordingIo({ terminal, now: () => Date.parse("2026-11-24T12:00:00Z") }));
}

describe("promptprof history", () => {
  test("prints a line a commit, newest first, with what the content says", async () => {
    for (const columns of [80, 120]) {
      const { code, stdout, stderr } = await asked(["history", "--git", file, "--model", "gpt-4o"], {
        columns,
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
      const commits = made.git("rev-list", "HEAD").split("\n");
      const plain = commits.reduce((text, id, i) => text.replaceAll(id.slice(0, 7), `commit${i}`), stdout);
      await expect(plain).toMatchFileSnapshot(`testdata/history-${columns}-columns.stdout`);
    }
  });

  test("says as JSON each version with its segments and its price, and each commit", async () => {
    const { stdout } = await asked(["history", "--git", file, "--model", "openai/gpt-4o", "--json"]);
    const { path, versions, changes, production }: HistoryAnswer = JSON.parse(stdout);
    expect({ path, production }).toEqual({ path: "prompts/triage.md", production: null });
    expect(changes.map(({ version, returns }) => [version, returns])).toEqual([
      [1, false],
      [2, false],
      [1, true],
    ]);
    // gpt-4o takes 2.50 dollars for a million tokens of input: 2,500 nano-dollars each.
    for (const { tokens, inputNanoUsd } of versions) expect(inputNanoUsd).toBe((tokens ?? 0) * 2500);
    expect(versions[1]?.segments.map(({ path }) => path)).toEqual(["user/task", "user/examples"]);
  });

  test("shows the segments that grew beside those before", async () => {
    made.save("prompts/triage.md", LONG, "again");
    const { stdout } = await asked(["history", "--git", file, "--segments"]);
    expect(stdout).toMatch(/user\/examples +— +\d+ +\+\d+/);
    expect(stdout).toContain("no price: the file names no model; --model NAME says one");
  });

  test("joins each version with its calls in production", async () => {
    const { versions }: HistoryAnswer = JSON.parse(
      (await asked(["history", "--git", file, "--json"])).stdout,
    );
    const server = await start({
      dataDir: join(made.path, "data"),
      listen: { host: "127.0.0.1", port: 0 },
      storeUrl: null,
      configFile: null,
      webRoot: null,
      env: {},
      log: "silent",
    });
    try {
      const url = server.url ?? "";
      const connection = new RemoteConnection(url);
      await deliver(connection, [callOf(versions[1]?.version ?? "")], () => Promise.resolve());
      await tell(connection, "/api/v1/flush");
      const args = ["history", "--git", file, "--server", url, "--last", "all", "--json"];
      const answer: HistoryAnswer = JSON.parse((await recorded(args)).stdout);
      expect(answer.production?.place).toBe(url);
      expect(answer.versions.map(({ production }) => production?.calls ?? null)).toEqual([null, 1]);
      expect((await recorded(args.slice(0, -1))).stdout).toMatch(/^v2 .* 1 +1\.20 s .* examples \?\[2J$/m);
    } finally {
      await server.close();
    }
  });

  test("tells the user's mistake in one line", async () => {
    const folder = temporaryFolder();
    expect(await asked(["history", "--git", join(folder, "a.txt")])).toEqual({
      code: 2,
      stdout: "",
      stderr: `promptprof: ${folder} is not in a git repository\n`,
    });
    expect((await asked(["history", "--git", join(made.path, "a.txt")])).stderr).toBe(
      "promptprof: a.txt is in no commit of HEAD; paths are relative to where you are\n",
    );
    expect((await asked(["history"])).code).toBe(2);
  });
});

describe("promptprof revert", () => {
  test("writes the version back, says what it wrote, and commits nothing", async () => {
    const before = made.git("rev-parse", "HEAD");
    const { code, stdout } = await asked(["revert", "triage@v2", "--git", file]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^prompts\/triage.md: v2 \([0-9a-f]{12}\) of commit [0-9a-f]{7}, \d+ bytes written; not committed\n$/,
    );
    expect(readFileSync(file, "utf8")).toBe(LONG);
    expect(made.git("rev-parse", "HEAD")).toBe(before);
    expect(await asked(["revert", `${file}@v1`])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "promptprof: prompts/triage.md has changes that no commit has; commit them, or give --force to lose them\n",
    });
    expect((await asked(["revert", `${file}@v1`, "--force", "--json"])).stdout).toContain('"number": 1');
    expect(readFileSync(file, "utf8")).toBe(SHORT);
  });

  test("wants to know which version", async () => {
    expect((await asked(["revert", "triage"])).stderr).toBe(
      'promptprof: say which version, like prompts/triage.prompt@v12; got "triage"\n',
    );
  });
});

function callOf(version: string): Parameters<typeof deliver>[1][number] {
  return {
    ...blankCall({
      project: "default",
      traceId: "1".repeat(32),
      spanId: "1".repeat(16),
      startTime: Date.now() - 60_000,
    }),
    prompt: "triage",
    version,
    provider: "openai",
    requestModel: "gpt-4o",
    durationMs: 1200,
    inputTokens: 40,
    outputTokens: 5,
    tokenSource: "reported",
  };
}
