import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallRow, CallsAnswer } from "./contract.ts";
import { sumOf } from "./journal/batch-counts.ts";
import { PROTOBUF, startTestServer, type TestServer } from "./test-server.case.ts";

const FOLDER = new URL("../../../../shared/captures/", import.meta.url);
const EXPECTED = new URL("expected.json", FOLDER);
const isThere = existsSync(EXPECTED);

type Expected = Record<string, unknown> & {
  readonly span: string;
  readonly accept?: Record<string, readonly unknown[]>;
};
interface Capture {
  readonly calls: readonly Expected[];
}

/** Fields of a record in expected.json, and of a call, that must be equal. */
const FIELDS: readonly (readonly [expected: string, call: keyof CallRow])[] = [
  ["provider", "provider"],
  ["operation", "operation"],
  ["requestModel", "requestModel"],
  ["responseModel", "responseModel"],
  ["stream", "stream"],
  ["inputTokens", "inputTokens"],
  ["cacheReadTokens", "cacheReadTokens"],
  ["cacheWriteTokens", "cacheWriteTokens"],
  ["outputTokens", "outputTokens"],
  ["reasoningTokens", "reasoningTokens"],
  ["errorClass", "errorClass"],
  ["promptName", "prompt"],
  ["promptVersion", "version"],
  ["session", "session"],
  ["team", "team"],
];

describe.skipIf(!isThere)(
  `recordings of real instrumentations, replayed over HTTP (${isThere ? "" : `missing: ${EXPECTED.pathname}`})`,
  () => {
    let served: TestServer;
    beforeAll(async () => {
      // What these records are held against holds no estimates.
      served = await startTestServer({ env: { PROMPTPROF_ESTIMATE_TOKENS: "false" } });
    });
    afterAll(() => served.remove());

    const replayLogs = async (capture: string): Promise<void> => {
      const body = readFileSync(new URL(`${capture}.logs.0.bin`, FOLDER));
      const response = await served.post("/v1/logs", body, PROTOBUF);
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBe(0);
    };
    const replay = async (capture: string): Promise<void> => {
      const body = readFileSync(new URL(`${capture}.traces.0.bin`, FOLDER));
      const response = await served.post("/v1/traces", body, PROTOBUF);
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBe(0);
    };
    const calls = async (): Promise<readonly CallRow[]> => {
      const answer = await served.ask<CallsAnswer>("/api/v1/calls?from=0&limit=1000");
      return answer.body.calls;
    };

    test.each(["otel-instrumentation-openai", "openinference-openai"])(
      "%s becomes the records of expected.json",
      async (name) => {
        // With log events before and after the spans, the records are the same as without.
        const hasLogs = existsSync(new URL(`${name}.logs.0.bin`, FOLDER));
        if (hasLogs) await replayLogs(name);
        await replay(name);
        if (hasLogs) await replayLogs(name);
        await served.flush();
        const { captures }: { captures: Record<string, Capture> } = JSON.parse(
          readFileSync(EXPECTED, "utf8"),
        );
        const stored = new Map((await calls()).map((call) => [call.spanId, call]));
        for (const expected of captures[name]?.calls ?? []) {
          const call = stored.get(expected.span);
          for (const [field, ours] of FIELDS) {
            const accepted = expected.accept?.[field] ?? [expected[field]];
            expect(accepted, `${name} call ${String(expected["n"])} ${field}`).toContain(call?.[ours]);
          }
          expect([null, expected["attempts"] ?? 1], "attempts").toContain(call?.attempts ?? null);
          expect(call?.ttftMs === null).toBe(expected["hasTtft"] === false);
          expect(call?.user === null).toBe(expected["user"] === null);
          expect(call?.user ?? "0123456789abcdef").toMatch(/^[0-9a-f]{16}$/);
        }
      },
    );

    test("the ledger adds up, and a second replay adds nothing but duplicates", async () => {
      const before = await served.flush();
      expect(before).toMatchObject({
        received: 15,
        stored: 15,
        duplicate: 0,
        rejected: {},
        waiting: 0,
        notCalls: 42,
      });
      expect(sumOf(before.unpriced)).toBe(15);
      const stored = await calls();
      await replay("otel-instrumentation-openai");
      await replay("openinference-openai");
      await replayLogs("otel-instrumentation-openai");
      expect(await served.flush()).toEqual({
        ...before,
        received: 30,
        duplicate: 15,
        duplicates: { same_span: 15 },
        notCalls: 63,
      });
      expect(await calls()).toEqual(stored);
    });
  },
);

describe.skipIf(!isThere)("recordings of calls that report no tokens", () => {
  let served: TestServer;
  beforeAll(async () => {
    served = await startTestServer();
  });
  afterAll(() => served.remove());

  async function post(name: string, signal: "traces" | "logs"): Promise<void> {
    const body = readFileSync(new URL(`${name}.${signal}.0.bin`, FOLDER));
    expect((await served.post(`/v1/${signal}`, body, PROTOBUF)).status).toBe(200);
  }

  // "be brief" is 2 tokens, "hi" 1, each message 4 more, the chat 3 more; "Hello from fake" is 3.
  const estimated = {
    inputTokens: 2 + 4 + 1 + 4 + 3,
    outputTokens: 3,
    tokenSource: "estimated",
    notes: ["tokens_estimated"],
  };

  test("get them estimated from their log events, and lose no text on the way", async () => {
    await post("otel-instrumentation-openai", "logs");
    await post("otel-instrumentation-openai", "traces");
    await post("otel-instrumentation-openai", "logs");
    const journal = readdirSync(join(served.dataDir, "journal")).map((file) =>
      readFileSync(join(served.dataDir, "journal", file), "utf8"),
    );
    expect(journal.join("")).toContain("4a607c3ec2d49c848bffce06b60b0ffe");
    for (const text of TEXTS) expect(journal.join("")).not.toContain(text);
    await served.flush();
    const { body } = await served.ask<CallsAnswer>("/api/v1/calls?from=0&limit=1000");
    expect(tokensOf(body.calls)).toEqual([
      { inputTokens: null, outputTokens: null, tokenSource: "absent", notes: [] },
      estimated,
    ]);
  });

  test("get them estimated from their spans", async () => {
    await post("openinference-openai", "traces");
    await served.flush();
    const { body } = await served.ask<CallsAnswer>("/api/v1/calls?from=0&limit=1000");
    const calls = body.calls.filter(({ dialect }) => dialect === "openinference");
    expect(tokensOf(calls).filter(({ tokenSource }) => tokenSource === "absent")).toEqual([]);
    expect(tokensOf(calls).filter(({ outputTokens }) => outputTokens === 3)).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain("be brief");
  });

  test("hold no text in any file of the data folder", async () => {
    await served.stop();
    for (const file of readdirSync(served.dataDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(join(file.parentPath, file.name));
      for (const text of TEXTS) expect(bytes.includes(text), `${text} in ${file.name}`).toBe(false);
    }
  });
});

function tokensOf(calls: readonly CallRow[]) {
  return calls
    .filter(({ tokenSource }) => tokenSource !== "reported")
    .map(({ inputTokens, outputTokens, tokenSource, notes }) => ({
      inputTokens,
      outputTokens,
      tokenSource,
      notes,
    }));
}

/** What was said in the recordings. */
const TEXTS = ["be brief", "Hello from fake", "get_weather", "Paris"];
