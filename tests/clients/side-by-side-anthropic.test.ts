import AnthropicOne from "@anthropic-ai/sdk";
import { describe } from "vitest";
import { collect, sideBySideCases, type AskOptions } from "./side-by-side.case.ts";
import { apartClient } from "./test-clients.ts";

const zero = apartClient("anthropic-0", "@anthropic-ai/sdk/index.mjs");
const TOOLS = [{ name: "weather", input_schema: { type: "object" as const } }];

function body(text: string, { withTools = false }: AskOptions = {}) {
  const messages = [{ role: "user" as const, content: text }];
  return { model: "claude-sonnet-4-5", max_tokens: 99, messages, ...(withTools && { tools: TOOLS }) };
}

function requestOptions({ signal }: AskOptions = {}) {
  return signal === undefined ? {} : { signal };
}

function cases(Anthropic: typeof AnthropicOne): void {
  sideBySideCases<AnthropicOne>({
    newClient: (url) => new Anthropic({ baseURL: url, apiKey: "none", maxRetries: 1 }),
    ask: (client, text, options) => client.messages.create(body(text, options), requestOptions(options)),
    stream: (client, text, options) =>
      client.messages.create({ ...body(text, options), stream: true }, requestOptions(options)),
    helpers: {
      beta: (client, text) => client.beta.messages.create(body(text)),
      parse: (client, text) => client.messages.parse(body(text)),
      "a stream's final message": (client, text) => client.messages.stream(body(text)).finalMessage(),
      "a stream's events": async (client, text) => collect(client.messages.stream(body(text))),
      "a beta stream": (client, text) => client.beta.messages.stream(body(text)).finalText(),
      toolRunner: async (client, text) => client.beta.messages.toolRunner({ ...body(text), tools: [] }),
      withResponse: async (client, text) => {
        const { data, response, request_id } = await client.messages.create(body(text)).withResponse();
        return { data, status: response.status, request_id };
      },
      "withResponse of a stream": async (client, text) => {
        const { data, response } = await client.messages
          .create({ ...body(text), stream: true })
          .withResponse();
        return { items: await collect(data), status: response.status };
      },
      tee: async (client, text) => {
        const [left, right] = (await client.messages.create({ ...body(text), stream: true })).tee();
        return [await collect(left), await collect(right)];
      },
      "a readable stream": async (client, text) => {
        const stream = await client.messages.create({ ...body(text), stream: true });
        return new Response(stream.toReadableStream()).text();
      },
      asResponse: async (client, text) => (await client.messages.create(body(text)).asResponse()).json(),
      "a copy by withOptions": (client, text) =>
        client.withOptions({ maxRetries: 0 }).messages.create(body(text)),
    },
  });
}

describe("@anthropic-ai/sdk 1 beside the bare client", () => {
  cases(AnthropicOne);
});

describe.skipIf(zero.absent)(`@anthropic-ai/sdk 0 beside the bare client${zero.reason}`, async () => {
  if (zero.absent) return;
  // The two majors' types are close, not equal; the cases use what both have.
  const { Anthropic } = (await zero.load()) as { Anthropic: typeof AnthropicOne };
  cases(Anthropic);
});
