// Real replies of providers, recorded: the client gets the same from them with profiling and without, and the call has
// what the readers find in the bytes.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { Mistral } from "@mistralai/mistralai";
import { createStreamReader, readReply, type ReplyFacts, type ReplyShape } from "@promptprof/model/replies";
import { PROMPTPROF } from "@promptprof/model/words";
import { shutdown } from "@promptprof/sdk";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { CohereClientV2 } from "cohere-ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  readRecordings,
  RECORDINGS_MISSING,
  type Recording,
} from "../../packages/model/src/replies/recorded-replies.case.ts";
import { missing } from "../shared-files.ts";
import { awsEvent } from "./aws-event-stream.ts";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";
import { startProvider, type ProviderReply, type ProviderServer } from "./provider-server.ts";
import { collect, sideBySide } from "./side-by-side.ts";

const MESSAGES = [{ role: "user" as const, content: "Hi" }];
const JSON_HEAD = { "content-type": "application/json" };
const EVENTS_HEAD = { "content-type": "text/event-stream" };

/** How one provider's recordings are sent, and asked for. */
interface Provided {
  readonly shape: ReplyShape;
  readonly headers: Readonly<Record<string, string>>;
  readonly encode: (event: Record<string, unknown>) => string | Uint8Array;
  readonly program: (url: string) => { readonly newClient: () => object; readonly ask: Ask };
}

type Ask = (client: object, stream: boolean) => Promise<unknown>;

const PROVIDED: Readonly<Record<string, Provided>> = {
  mistral: {
    shape: "mistral",
    headers: EVENTS_HEAD,
    encode: (event) => `data: ${JSON.stringify(event)}\n\n`,
    program: (serverURL) => ({
      newClient: () => new Mistral({ apiKey: "none", serverURL }),
      ask: async (client, stream) => {
        const { chat } = client as Mistral;
        const asked = { model: "m", messages: MESSAGES };
        return stream ? collect(await chat.stream(asked)) : chat.complete(asked);
      },
    }),
  },
  cohere: {
    shape: "cohere",
    headers: EVENTS_HEAD,
    encode: (event) => `event: ${String(event["type"])}\ndata: ${JSON.stringify(event)}\n\n`,
    program: (environment) => ({
      newClient: () => new CohereClientV2({ token: "none", environment }),
      ask: async (client, stream) => {
        const cohere = client as CohereClientV2;
        const asked = { model: "m", messages: MESSAGES };
        return stream ? collect(await cohere.chatStream(asked)) : cohere.chat(asked);
      },
    }),
  },
  "amazon-bedrock": {
    shape: "bedrock-converse",
    headers: { "content-type": "application/vnd.amazon.eventstream" },
    encode: (event) => {
      const [type = "", payload] = Object.entries(event)[0] ?? [];
      return awsEvent(type, payload);
    },
    program: (endpoint) => ({
      newClient: () =>
        new BedrockRuntimeClient({
          endpoint,
          region: "eu-central-1",
          credentials: { accessKeyId: "none", secretAccessKey: "none" },
          requestHandler: new NodeHttpHandler(),
        }),
      ask: async (client, stream) => {
        const bedrock = client as BedrockRuntimeClient;
        const asked = { modelId: "m", messages: [{ role: "user" as const, content: [{ text: "Hi" }] }] };
        if (stream) return collect((await bedrock.send(new ConverseStreamCommand(asked))).stream);
        return { ...(await bedrock.send(new ConverseCommand(asked))), $metadata: null };
      },
    }),
  },
};

const chats = readRecordings().filter(
  ({ provider, name }) => provider in PROVIDED && !/embedding|reranking|transcription/.test(name),
);

describe.skipIf(RECORDINGS_MISSING || missing("data/traces/vercel_ai_recorded_fixtures.tgz"))(
  "recorded replies of Mistral, Cohere and Bedrock",
  () => {
    let reply: ProviderReply;
    let provider: ProviderServer;
    let sink: OtlpSink;
    beforeAll(async () => {
      [provider, sink] = await Promise.all([startProvider(() => reply), startOtlpSink()]);
    });
    afterAll(async () => {
      await shutdown();
      await Promise.all([provider.close(), sink.close()]);
    });

    test.each(chats.map((recording) => [recording.name, recording] as const))(
      "%s",
      async (_name, recording) => {
        const provided = PROVIDED[recording.provider] as Provided;
        reply = replyOf(recording, provided);
        const { newClient, ask } = provided.program(provider.url);
        const side = sideBySide(newClient, provider, sink);
        const stream = recording.events !== null;
        const outcome = await side.sameForBoth((client) => ask(client, stream));
        const call = await side.callOf((client) => ask(client, stream).catch(() => null));
        const facts = factsOf(recording, provided.shape);
        const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = facts;
        expect(call).toMatchObject({
          inputTokens,
          outputTokens,
          cacheReadTokens,
          cacheWriteTokens,
          reasoningTokens,
        });
        if (outcome.error === undefined) expect(call.finishReason).toBe(facts.finishReason);
        const counted = sink.spans().at(-1)?.attributes.get(PROMPTPROF.toolCalls) ?? 0;
        expect(counted).toBe(facts.toolCallCount);
      },
    );
  },
);

function replyOf({ body, events }: Recording, { headers, encode }: Provided): ProviderReply {
  if (events === null) return { headers: JSON_HEAD, pieces: [JSON.stringify(body)] };
  return { headers, pieces: events.map((event) => encode(event as Record<string, unknown>)) };
}

function factsOf({ body, events }: Recording, shape: ReplyShape): ReplyFacts {
  if (events === null) return readReply(shape, body);
  const reader = createStreamReader(shape);
  for (const event of events) reader.push(event);
  return reader.facts();
}
