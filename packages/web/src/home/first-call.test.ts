import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { firstCalls } from "./first-call.ts";

const origin = "http://127.0.0.1:4318";

test("three ways, each to where the page came from", () => {
  expect(firstCalls(origin).map(({ title }) => title)).toEqual(["TypeScript", "Python", "curl"]);
  for (const { text } of firstCalls(origin)) expect(text).toContain(origin);
});

describe("the curl command", () => {
  // The real shell with a curl that prints what it was asked to send.
  const text = firstCalls(origin).find(({ title }) => title === "curl")?.text ?? "";
  const { stdout, stderr } = spawnSync("sh", ["-c", `curl() { printf '%s\\n' "$@"; }\n${text}`], {
    encoding: "utf8",
  });
  const body = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
    resourceSpans: [{ scopeSpans: [{ spans: [Span] }] }];
  };
  interface Span {
    traceId: string;
    spanId: string;
    startTimeUnixNano: string;
    endTimeUnixNano: string;
  }
  const span = body.resourceSpans[0].scopeSpans[0].spans[0];

  test("runs in a plain shell without a word of complaint", () => expect(stderr).toBe(""));

  test("makes ids of the right length and a span of two seconds", () => {
    expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(span.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)).toBe(2_000_000_000n);
  });
});
