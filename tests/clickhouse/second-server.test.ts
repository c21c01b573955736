import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPromptprof, type PromptprofUnderTest } from "../e2e/promptprof-under-test.ts";
import { sendCalls } from "./sent-calls.ts";

const KEY = "a-key-of-the-tests";

let first: PromptprofUnderTest;
let second: PromptprofUnderTest;
beforeAll(async () => {
  first = await startPromptprof({ env: { PROMPTPROF_ADMIN_KEY: KEY } });
  await sendCalls(first.url, 20);
  second = await startPromptprof({ storeUrl: `${first.url.replace("//", `//admin:${KEY}@`)}/clickhouse` });
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

const RANGE = "from=0&to=4000000000000";
const QUESTIONS = [
  `/api/v1/prompts?${RANGE}`,
  `/api/v1/totals?${RANGE}`,
  `/api/v1/versions?${RANGE}&prompt=triage`,
  `/api/v1/calls?${RANGE}&limit=5`,
  `/api/v1/scores?${RANGE}`,
  `/api/v1/unpriced?${RANGE}`,
  `/api/v1/ledger?${RANGE}`,
  "/readyz",
];

describe("a second server that reads the store of the first", () => {
  test.each(QUESTIONS)("answers %s as the first does", async (path) => {
    const [from, of] = await Promise.all([first.get<object>(path), second.get<object>(path)]);
    expect(of).toEqual(from);
  });

  test("answers a series", async () => {
    const now = Date.now();
    const path = `/api/v1/series?metric=calls&from=${now - 3_600_000}&to=${now}&step=3600000`;
    const answer = await second.get<{ points: { n: number }[] }>(path);
    expect(answer.points.reduce((sum, { n }) => sum + n, 0)).toBe(20);
  });

  test.each(["/v1/traces", "/v1/logs"])("takes nothing in at %s, and says so in one line", async (path) => {
    const body = path === "/v1/traces" ? '{"resourceSpans":[]}' : '{"resourceLogs":[]}';
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${second.url}${path}`, { method: "POST", headers, body });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain(
      "this server reads the store of another one and takes nothing in",
    );
  });

  test("takes no scores either", async () => {
    const score = {
      name: "helpful",
      value: 1,
      source: "user_feedback",
      call: `${"ab".repeat(16)}:${"cd".repeat(8)}`,
    };
    const headers = { "content-type": "application/json" };
    const scores = await fetch(`${second.url}/api/v1/scores`, {
      method: "POST",
      headers,
      body: JSON.stringify([score]),
    });
    expect(scores.status).toBe(503);
  });

  test("answers no SQL of its own", async () => {
    const response = await fetch(`${second.url}/clickhouse?query=SELECT%201`);
    expect(response.status).toBe(403);
  });

  test("with a wrong key does not start, and says why in one line", async () => {
    const storeUrl = `${first.url.replace("//", "//admin:wrong@")}/clickhouse`;
    await expect(startPromptprof({ storeUrl })).rejects.toThrow(/^[^\n]*refuses user or password[^\n]*$/);
  });
});
