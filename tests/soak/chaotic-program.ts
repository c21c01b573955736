import { setTimeout as sleep } from "node:timers/promises";
import type OpenAI from "openai";
import type { Random } from "./seeded-random.ts";
import { BEHAVIOURS } from "./unreliable-provider.ts";

type Body = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;
/** One call to the client's method, however it ends. */
type Use = (client: OpenAI, body: Body, random: Random) => Promise<unknown>;

const LONGEST_ABORT_MS = 60;

/** All the ways in which programs use a client, good ones and bad ones. Each makes exactly one call. */
const USES: readonly [Use, ...Use[]] = [
  (client, body) => client.chat.completions.create(body),
  (client, body) => client.chat.completions.create(body).withResponse(),
  (client, body) => client.chat.completions.create(body).asResponse(),
  (client, body) => client.chat.completions.parse(body),
  (client, body) => client.chat.completions.stream({ ...body, stream: true }).finalContent(),
  (client, body, random) =>
    client.chat.completions.create(body, {
      signal: AbortSignal.timeout(random.between(0, LONGEST_ABORT_MS)),
    }),
  (client, body) => client.chat.completions.create(body, { signal: AbortSignal.abort() }),
  readAll,
  readAll,
  async (client, body) => {
    const [left, right] = (await client.chat.completions.create({ ...body, stream: true })).tee();
    await Promise.all([drain(left), drain(right)]);
  },
  async (client, body, random) => {
    let wanted = random.between(1, 12);
    for await (const chunk of await client.chat.completions.create({ ...body, stream: true }))
      if (chunk.id === "" || (wanted -= 1) === 0) break;
  },
  async (client, body, random) => {
    const stream = await client.chat.completions.create({ ...body, stream: true });
    const timer = setTimeout(() => stream.controller.abort(), random.between(0, LONGEST_ABORT_MS));
    await drain(stream).finally(() => clearTimeout(timer));
  },
  // Never read: nobody will know but the garbage collector, or `shutdown()`.
  async (client, body) => {
    await client.chat.completions.create({ ...body, stream: true });
  },
  async (client, body) => {
    const stream = await client.chat.completions.create({ ...body, stream: true });
    await stream[Symbol.asyncIterator]().next();
  },
];

/** Makes one call in one of the ways, against a provider in one of its moods. Failing is part of it. */
export async function oneCall(client: OpenAI, random: Random): Promise<void> {
  const use = random.oneOf(USES);
  const model = random.oneOf(BEHAVIOURS);
  const body: Body = { model, messages: [{ role: "user", content: `Question ${random.between(0, 99)}` }] };
  await use(client, body, random).catch(() => null);
  await sleep(random.between(0, 10));
}

async function readAll(client: OpenAI, body: Body): Promise<void> {
  await drain(await client.chat.completions.create({ ...body, stream: true }));
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const chunk of stream) if (chunk === undefined) return;
}
