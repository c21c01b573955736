import { afterAll, beforeAll, expect, test } from "vitest";
import { CHAT, chatStream, startProxied, type Proxied } from "./proxied.case.ts";
import { askForUsage, withoutUsageChunk } from "./usage-chunk.ts";

let proxied: Proxied;
beforeAll(async () => {
  proxied = await startProxied(
    'proxy: { upstreams: { azure: { url: "UPSTREAM/openai", includeUsage: true } } }',
  );
  proxied.upstream.answer = (request, response) => {
    const { stream_options: options } = JSON.parse(request.body.toString()) as { stream_options?: object };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(chatStream(options !== undefined).join(""));
  };
});
afterAll(() => proxied.close());

const STREAMED = JSON.stringify({ ...(JSON.parse(CHAT) as object), stream: true, seed: 1 }).replace(
  '"seed":1',
  '"seed":1.0',
);
const post = (headers: Record<string, string> = {}, body = STREAMED) =>
  ({ method: "POST", headers: { "content-type": "application/json", ...headers }, body }) as const;

test("usage is not asked for unasked: the request and the stream are the client's own, and the text is counted", async () => {
  const answer = await proxied.send("/proxy/openai/v1/chat/completions", post());
  expect(proxied.upstream.seen.at(-1)?.body.toString()).toBe(STREAMED);
  expect(answer.body.toString()).toBe(chatStream(false).join(""));
  const call = await proxied.newCall();
  expect(call).toMatchObject({ tokenSource: "estimated", finishReason: "stop", stream: true });
  // 11 words and two messages of 4 tokens and 3 once; the vocabulary is OpenAI's own.
  expect(call.inputTokens).toBe(5 + 7 + 2 * 4 + 3 + 1);
  expect(call.outputTokens).toBeGreaterThan(4);
});

test.each([
  ["by the header", "/proxy/openai/v1/chat/completions", { "x-promptprof-include-usage": "true" }],
  ["by the configuration", "/proxy/azure/deployments/d/chat/completions", {}],
])("where it is asked for %s, it is hidden from the client and known here", async (_how, path, headers) => {
  const answer = await proxied.send(path, post(headers));
  const seen = proxied.upstream.seen.at(-1);
  expect(seen?.headers["accept-encoding"]).toBe("identity");
  expect(seen?.body.toString()).toBe(STREAMED.replace("{", '{"stream_options":{"include_usage":true},'));
  const events = answer.body.toString().split("\n\n");
  expect(events).toEqual(
    chatStream(true)
      .filter((event) => !event.includes('"choices":[]'))
      .join("")
      .split("\n\n"),
  );
  expect(await proxied.newCall()).toMatchObject({
    tokenSource: "reported",
    inputTokens: 24,
    outputTokens: 7,
  });
});

test("a caller who has decided gets what it asked for", async () => {
  const own = STREAMED.replace("{", '{"stream_options":{"include_usage":true},');
  const answer = await proxied.send("/proxy/azure/v1/chat/completions", post({}, own));
  expect(answer.body.toString()).toBe(chatStream(true).join(""));
  await proxied.newCall();
});

test("a request that does not stream, or says no, is not changed", () => {
  expect(askForUsage(Buffer.from(CHAT))).toBeNull();
  expect(askForUsage(Buffer.from('{"stream":true,"stream_options":{"include_usage":false}}'))).toBeNull();
  expect(askForUsage(Buffer.from("not json"))).toBeNull();
  expect(askForUsage(Buffer.from('{"stream":true,"stream_options":{"x":1}}'))?.toString()).toBe(
    '{"stream":true,"stream_options":{"x":1,"include_usage":true}}',
  );
});

test("wherever the stream is cut, the same bytes are left", () => {
  const events = chatStream(true);
  const whole = Buffer.from(events.join(""));
  const expected = events.filter((event) => !event.includes('"choices":[]')).join("");
  for (let at = 0; at <= whole.byteLength; at++) {
    const filter = withoutUsageChunk();
    const parts = [filter.push(whole.subarray(0, at)), filter.push(whole.subarray(at)), filter.end()];
    expect(Buffer.concat(parts).toString()).toBe(expected);
  }
});
