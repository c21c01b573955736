import { GEN_AI, PROMPTPROF } from "@promptprof/model";
import { flush, profile, shutdown } from "@promptprof/sdk";
import type { CallRow } from "@promptprof/server/contract";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";
import { missing } from "../shared-files.ts";
import { startTinyModelApart, type TinyModelApart } from "../tiny-model/start-apart.ts";
import { startPromptprof, type PromptprofUnderTest } from "./promptprof-under-test.ts";
import { startSocketClock } from "./socket-clock.ts";

const STREAMS = 60;
const WARM_UP = 15;
const WITHIN_MS = 5;
const TIMES = ["ttft", "gapP50", "gapP99", "gapMax"] as const;

/** Of one stream, milliseconds. */
type Times = Readonly<Record<(typeof TIMES)[number], number>>;

/** As the SDK or the proxy has it, the server, and a bare watch on the socket in this process. */
interface Views {
  readonly ours: Times;
  readonly server: Times;
  readonly socket: Times;
}

describe.skipIf(missing("data/model/stories260K.bin", "data/model/tok512.bin"))(
  "times and the server's own log",
  () => {
    const clock = startSocketClock();
    let model: TinyModelApart;
    let sink: OtlpSink;
    let promptprof: PromptprofUnderTest;
    let profiled: OpenAI;
    let proxied: OpenAI;
    beforeAll(async () => {
      [model, sink] = await Promise.all([startTinyModelApart(), startOtlpSink()]);
      promptprof = await startPromptprof({
        config: `proxy: { upstreams: { tiny: { url: "${model.url}" } } }`,
      });
      const options = { apiKey: "none", fetch: clock.fetch };
      profiled = profile(new OpenAI({ ...options, baseURL: `${model.url}/v1` }), { endpoint: sink.url });
      proxied = new OpenAI({ ...options, baseURL: `${promptprof.url}/proxy/tiny/v1` });
    });
    afterAll(async () => {
      await shutdown();
      await promptprof.stop();
      await Promise.all([model.close(), sink.close()]);
    });

    // On a busy machine two processes wait for each other, and what waits is no measurement of ours: so much as the watch
    // on the socket is off is taken from what the SDK is off. On a quiet machine that is nothing. The process can also be
    // put aside between the two; that happens once, a wrong clock is wrong every time.
    test.each(["SDK", "proxy"] as const)(
      `of the %s agree within ${WITHIN_MS} ms at the 95th percentile over ${STREAMS} streams`,
      { retry: 3 },
      async (whose) => {
        const viewsOf = whose === "SDK" ? viewsOfSdk : viewsOfProxy;
        await viewsOf(WARM_UP);
        const views = await viewsOf(STREAMS);
        const p95 = (of: (view: Views, time: keyof Times) => number): Times => atP95(views, of);
        const off = p95(({ ours, server }, time) => Math.abs(ours[time] - server[time]));
        const machine = p95(({ socket, server }, time) => Math.abs(socket[time] - server[time]));
        const measured = p95(
          ({ ours, socket, server }, time) =>
            Math.abs(ours[time] - server[time]) - Math.abs(socket[time] - server[time]),
        );
        process.stderr.write(`${whose} off at p95, ms: ${JSON.stringify({ off, machine, measured })}\n`);
        expect(Math.max(...Object.values(measured))).toBeLessThanOrEqual(WITHIN_MS);
      },
    );

    /** Streams one after the other, so that the nth span is the nth request. */
    async function viewsOfSdk(streams: number): Promise<Views[]> {
      const seen = sink.spans().length;
      const views = await viewsOf(profiled, streams);
      await flush();
      const spans = sink.spans().slice(seen);
      expect(spans).toHaveLength(streams);
      return views.map((view, i) => ({
        ...view,
        ours: spanTimes(spans[i]?.attributes ?? new Map(), view.gaps),
      }));
    }

    /** The proxy's calls, in the order in which they were made. */
    async function viewsOfProxy(streams: number): Promise<Views[]> {
      const seen = (await proxiedCalls(0)).length;
      const views = await viewsOf(proxied, streams);
      const calls = (await proxiedCalls(seen + streams)).slice(seen);
      return views.map((view, i) => ({ ...view, ours: callTimes(calls[i], view.gaps) }));
    }

    /** They enter some milliseconds after their answer. */
    async function proxiedCalls(atLeast: number): Promise<CallRow[]> {
      let calls: CallRow[] = [];
      await expect
        .poll(async () => {
          await promptprof.flush();
          calls = await promptprof.calls("");
          return calls.length;
        })
        .toBeGreaterThanOrEqual(atLeast);
      return calls.toSorted((a, b) => a.startTime.localeCompare(b.startTime));
    }

    async function viewsOf(client: OpenAI, streams: number) {
      const served = (await model.log()).length;
      const socket: Times[] = [];
      for (let i = 0; i < streams; i += 1) socket.push(await readStory(client, i));
      const log = (await model.log()).slice(served);
      expect(log).toHaveLength(streams);
      return log.map(({ receivedAt, textAt }, i) => ({
        server: timesOf(receivedAt, textAt),
        socket: socket[i] as Times,
        gaps: textAt.length - 1,
      }));
    }

    async function readStory(client: OpenAI, seed: number): Promise<Times> {
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

function callTimes(call: CallRow | undefined, gaps: number): Times {
  expect(call?.gaps?.count).toBe(gaps);
  return {
    ttft: call?.ttftMs ?? NaN,
    gapP50: call?.gaps?.p50Ms ?? NaN,
    gapP99: call?.gaps?.p99Ms ?? NaN,
    gapMax: call?.gaps?.maxMs ?? NaN,
  };
}

function spanTimes(attributes: ReadonlyMap<string, unknown>, gaps: number): Times {
  expect(attributes.get(PROMPTPROF.gapCount)).toBe(gaps);
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
