import OpenAI from "openai";
import { describe } from "vitest";
import { collect, sideBySideCases, type AskOptions } from "./side-by-side.case.ts";

const TOOLS = [{ type: "function" as const, function: { name: "weather", parameters: {} } }];
const RESPONSE_TOOLS = [{ type: "function" as const, name: "weather", parameters: {}, strict: false }];

function newClient(url: string): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 1 });
}

function chat(text: string, { withTools = false }: AskOptions = {}) {
  const messages = [{ role: "user" as const, content: text }];
  return { model: "gpt-5", messages, ...(withTools && { tools: TOOLS }) };
}

function response(text: string, { withTools = false }: AskOptions = {}) {
  return { model: "gpt-5", input: text, ...(withTools && { tools: RESPONSE_TOOLS }) };
}

function requestOptions({ signal }: AskOptions = {}) {
  return signal === undefined ? {} : { signal };
}

describe("openai: chat completions beside the bare client", () => {
  sideBySideCases<OpenAI>({
    newClient,
    ask: (client, text, options) =>
      client.chat.completions.create(chat(text, options), requestOptions(options)),
    stream: (client, text, options) =>
      client.chat.completions.create({ ...chat(text, options), stream: true }, requestOptions(options)),
    helpers: {
      parse: (client, text) => client.chat.completions.parse(chat(text)),
      stream: async (client, text) => {
        const stream = client.chat.completions.stream({ ...chat(text), stream: true });
        return [await stream.finalContent(), await stream.finalChatCompletion()];
      },
      withResponse: async (client, text) => {
        const { data, response: head } = await client.chat.completions.create(chat(text)).withResponse();
        return { data, status: head.status };
      },
      "a copy by withOptions": (client, text) =>
        client.withOptions({ maxRetries: 0 }).chat.completions.create(chat(text)),
      tee: async (client, text) => {
        const stream = await client.chat.completions.create({ ...chat(text), stream: true });
        const [left, right] = stream.tee();
        return [await collect(left), await collect(right)];
      },
    },
  });
});

describe("openai: responses beside the bare client", () => {
  sideBySideCases<OpenAI>({
    newClient,
    ask: (client, text, options) => client.responses.create(response(text, options), requestOptions(options)),
    stream: (client, text, options) =>
      client.responses.create({ ...response(text, options), stream: true }, requestOptions(options)),
    helpers: {
      parse: (client, text) => client.responses.parse(response(text)),
      stream: (client, text) => client.responses.stream(response(text)).finalResponse(),
    },
  });
});
