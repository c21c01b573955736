import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { callOf, contextOf, spanOf } from "./dialects/span.case.ts";
import { observe } from "./observe.ts";
import { decodeTraces } from "./wire/decode-traces.ts";

test("a request that goes out is nothing to a profiler; a server's request links calls to their user", () => {
  expect(observe(spanOf({ "http.request.method": "POST" }, { kind: 3 }))).toEqual({ kind: "not_call" });
  expect(contextOf({ "user.id": "user-1" }, { kind: 2 }).inherited.user).toBe("user-1");
  expect(contextOf({}, { kind: 1 }).inherited).toEqual({
    prompt: null,
    version: null,
    user: null,
    session: null,
    team: null,
    tags: [],
  });
});

test("an agent that runs elsewhere is a client's span and still links its calls to what is above", () => {
  expect(contextOf({ "gen_ai.operation.name": "invoke_agent" }, { kind: 3 }).inherited.user).toBeNull();
});

test("model and usage alone make a call that gives way to any call below it", () => {
  const attributes = {
    "gen_ai.request.model": "gpt-5",
    "gen_ai.usage.input_tokens": 10,
    "gen_ai.usage.output_tokens": 5,
  };
  expect(observe(spanOf(attributes))).toMatchObject({ kind: "call", claim: "inferred" });
  expect(observe(spanOf({ "gen_ai.request.model": "gpt-5" }))).toMatchObject({ kind: "context" });
});

test("the sender's key decides the project, whatever the span says", () => {
  const span = spanOf({ "gen_ai.operation.name": "chat" }, { resource: { "promptprof.project": "mine" } });
  expect(observe(span)).toMatchObject({ call: { project: "mine" } });
  expect(observe(span, { project: "theirs" })).toMatchObject({ call: { project: "theirs" } });
  expect(callOf({ "gen_ai.operation.name": "chat" }).project).toBe("default");
});

test("nothing of the host leaves, and nothing of the content", () => {
  const span = spanOf(
    {
      "gen_ai.operation.name": "chat",
      "gen_ai.input.messages": "SECRET",
      "gen_ai.output.messages": "SECRET",
      "gen_ai.system_instructions": "SECRET",
      "gen_ai.prompt.variable.name": "SECRET",
      "llm.prompt_template.variables": "SECRET",
      "gen_ai.prompt": "SECRET",
      "gen_ai.completion": "SECRET",
    },
    {
      resource: {
        "host.id": "SECRET",
        "host.name": "SECRET",
        "process.owner": "SECRET",
        "process.command_args": ["SECRET"],
        "process.pid": 4711,
        "os.version": "SECRET",
      },
      status: { code: 2, message: "SECRET 429" },
      events: [
        {
          name: "exception",
          attributes: { "exception.message": "SECRET", "exception.stacktrace": "SECRET" },
        },
      ],
    },
  );
  const observation = JSON.stringify(observe(span));
  expect(observation).not.toContain("SECRET");
  expect(observation).not.toContain("4711");
});

const FOLDER = "../shared/captures";
const missing = existsSync(FOLDER) ? "" : ` (skipped: ${FOLDER} is missing)`;

describe.skipIf(missing !== "")(`recorded content${missing}`, () => {
  test("no prompt and no answer of any capture is in what is observed", () => {
    for (const file of readdirSync(FOLDER).filter((name) => name.includes(".traces."))) {
      const encoding = file.endsWith(".bin") ? "protobuf" : "json";
      const body = readFileSync(`${FOLDER}/${file}`);
      const { spans } = decodeTraces(body, encoding, { now: Date.UTC(2026, 10, 25) });
      const observed = JSON.stringify(spans.map((span) => observe(span)));
      for (const text of [
        "Hello from fake",
        "be brief",
        "Hello {{name}}",
        "get_weather",
        "Paris",
        "Rate limit reached",
        "slow down",
      ]) {
        expect(observed).not.toContain(text);
      }
    }
  });
});
