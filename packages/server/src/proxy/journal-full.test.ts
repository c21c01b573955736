import { expect, test } from "vitest";
import { CHAT_REPLY, JSON_POST, startProxied } from "./proxied.case.ts";

test("a journal that takes nothing more stops no call, and what it did not take is counted", async () => {
  const full = await startProxied(
    "limits: { waitingBytes: 1048576 }\nsettle: { quietMs: 3600000, holdMs: 3600000 }",
  );
  full.upstream.answer = (_request, response) => void response.end(CHAT_REPLY);
  const before = await full.promptprof.flush();
  const tooMuch = { ...JSON_POST, headers: { ...JSON_POST.headers, "x-promptprof-tags": "t".repeat(500) } };
  const passed = 1_500;
  for (let i = 0; i < passed; i += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => full.send("/proxy/openai/v1/chat/completions", tooMuch)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  }
  await full.promptprof.flush();
  await full.send("/proxy/openai/v1/chat/completions", JSON_POST);
  const { stored, clientDrops, waiting } = await full.promptprof.flush();
  expect(before.stored).toBe(0);
  expect(waiting).toBe(0);
  expect(clientDrops).toBeGreaterThan(0);
  expect(stored + clientDrops).toBe(passed + 1);
  await full.close();
});
