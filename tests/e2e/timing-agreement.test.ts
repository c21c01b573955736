import { GEN_AI, PROMPTPROF } from "@promptprof/model";
import { flush, profile, shutdown } from "@promptprof/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";
import { missing } from "../shared-files.ts";
import type { ServedCall } from "../tiny-model/served-call.ts";
import { startTinyModelApart, type TinyModelApart } from "../tiny-model/start-apart.ts";
import { startSocketClock } from "./socket-clock.ts";

const STREAMS = 60;
const WARM_UP = 15;
const WITHIN_MS = 5;
const TIMES = ["ttft", "gapP50", "gapP99", "gapMax"] as const;

/** Of one stream, milliseconds. */
type Times = Readonly<Record<(typeof TIMES)[number], number>>;

/** As the SDK has it, the server, and a bare watch on the socket in the SDK's process. */
interface Views {
  readonly sdk: Times;
  readonly server: Times;
  readonly socket: Times;
}

describe.skipIf(missing("data/model/stories260K.bin", "data/model/tok512.bin"))(
  "the SDK's times and the server's own log",
  () => {
    const clock = startSocketClock();
    let model: TinyModelApart;
    let sink: OtlpSink;
    let client: OpenAI;
    beforeAll(async () => {
      [model, sink] = await Promise.all([startTinyModelApart(), startOtlpSink()]);
      const options = { baseURL: `${model.url}/v1`, apiKey: "none", fetch: clock.fetch };
      client = profile(new OpenAI(options), { endpoint: sink.url });
      await viewsOf(WARM_UP);
    });
    afterAll(async () => {
      await shutdown();
      await Promise.all([model.close(), sink.close()]);
    });

    // On a busy machine two processes wait for each other, and what waits is no measurement of ours: so much as the watch
    // on the socket is off is taken from what the SDK is off. On a quiet machine that is nothing. The process can also be
    // put aside between the two; that happens once, a wrong clock is wrong every time.
    test(
      `agree within ${WITHIN_MS} ms at the 95th percentile over ${STREAMS} streams`,
      { retry: 3 },
      async () => {
        const views = await viewsOf(STREAMS);
        const p95 = (of: (view: Views, time: keyof Times) => number): Times => atP95(views, of);
        const off = p95(({ sdk, server }, time) => Math.abs(sdk[time] - server[time]));
        const machine = p95(({ socket, server }, time) => Math.abs(socket[time] - server[time]));
        const ours = p95(
          ({ sdk, socket, server }, time) =>
            Math.abs(sdk[time] - server[time]) - Math.abs(socket[time] - server[time]),
        );
        process.stderr.write(`off at p95, ms: ${JSON.stringify({ off, machine, ours })}\n`);
        expect(Math.max(...Object.values(ours))).toBeLessThanOrEqual(WITHIN_MS);
      },
    );

    /** Streams one after the other, so that the nth span is the nth request. */
    async function viewsOf(streams: number): Promise<Views[]> {
      const [served, seen] = [(await model.log()).length, sink.spans().length];
      const socket: Times[] = [];
      for (let i = 0; i < streams; i += 1) socket.push(await readStory(i));
      await flush();
      const spans = sink.spans().slice(seen);
      const log = (await model.log()).slice(served);
      expect([spans.length, log.length]).toEqual([streams, streams]);
      return log.map((call, i) => ({
        sdk: spanTimes(spans[i]?.attributes ?? new Map(), call),
        server: timesOf(call.receivedAt, call.textAt),
        socket: socket[i] as Times,
      }));
    }

    async function readStory(seed: number): Promise<Times> {
      const start = performance.now();
      const stream = await client.chat.completions.create({
        model: "stories260k",
        stream: true,
        max_tokens: 40,
        seed,
        messages: [{ role: "user", content: "Once upon a time" }],
      });
      for await (const chunk of stream) expect(chunk.object).toBe("chat.completion.chunk");
      return timesOf(start, clock.textAt());
    }
  },
);

function spanTimes(attributes: ReadonlyMap<string, unknown>, { textAt }: ServedCall): Times {
  expect(attributes.get(PROMPTPROF.gapCount)).toBe(textAt.length - 1);
  const ms = (name: string): number => Number(attributes.get(name)) * 1000;
  return {
    ttft: ms(GEN_AI.timeToFirstChunk),
    gapP50: ms(PROMPTPROF.gapP50),
    gapP99: ms(PROMPTPROF.gapP99),
    gapMax: ms(PROMPTPROF.gapMax),
  };
}

function timesOf(start: number, textAt: readonly number[]): Times {
  const gaps = textAt.slice(1).map((at, i) => at - (textAt[i] ?? at));
  return {
    ttft: (textAt[0] ?? NaN) - start,
    gapP50: quantile(gaps, 0.5),
    gapP99: quantile(gaps, 0.99),
    gapMax: Math.max(...gaps),
  };
}

function atP95(views: readonly Views[], of: (view: Views, time: keyof Times) => number): Times {
  const entries = TIMES.map((time) => [
    time,
    quantile(
      views.map((view) => of(view, time)),
      0.95,
    ),
  ]);
  return Object.fromEntries(entries) as Times;
}

/** Nearest rank. NaN where there is nothing. */
function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * q) - 1] ?? NaN;
}
