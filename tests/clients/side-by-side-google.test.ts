import { GoogleGenAI as GoogleTwo } from "@google/genai";
import { describe } from "vitest";
import { collect, sideBySideCases, type AskOptions } from "./side-by-side.case.ts";
import { apartClient } from "./test-clients.ts";

const three = apartClient("google-3", "@google/genai/dist/node/index.mjs");
const TOOLS = [{ functionDeclarations: [{ name: "weather" }] }];
const MODEL = "gemini-2.5-flash";

function request(text: string, { withTools = false, signal }: AskOptions = {}) {
  const config = {
    ...(withTools && { tools: TOOLS }),
    ...(signal !== undefined && { abortSignal: signal }),
  };
  return { model: MODEL, contents: text, config };
}

function cases(GoogleGenAI: typeof GoogleTwo): void {
  sideBySideCases<GoogleTwo>({
    newClient: (url) =>
      new GoogleGenAI({
        apiKey: "none",
        // The only version that the mock speaks; 3.x asks for another by default.
        apiVersion: "v1beta",
        httpOptions: { baseUrl: url, retryOptions: { attempts: 2, initialDelay: 0.01 } },
      }),
    ask: (client, text, options) => client.models.generateContent(request(text, options)),
    stream: (client, text, options) => client.models.generateContentStream(request(text, options)),
    helpers: {
      "a chat": async (client, text) => {
        const chat = client.chats.create({ model: MODEL });
        return [(await chat.sendMessage({ message: text })).text, chat.getHistory()];
      },
      "a streamed chat": async (client, text) => {
        const chat = client.chats.create({ model: MODEL });
        return [await collect(await chat.sendMessageStream({ message: text })), chat.getHistory()];
      },
    },
  });
}

describe("@google/genai 2 beside the bare client", () => {
  cases(GoogleTwo);
});

describe.skipIf(three.absent)(`@google/genai 3 beside the bare client${three.reason}`, async () => {
  if (three.absent) return;
  const { GoogleGenAI } = (await three.load()) as { GoogleGenAI: typeof GoogleTwo };
  cases(GoogleGenAI);
});
