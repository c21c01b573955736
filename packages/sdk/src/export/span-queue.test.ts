import { beforeEach, describe, expect, test, vi } from "vitest";
import { dropped, takeDropped } from "./client-drops.ts";
import type { FinishedCall } from "./finished-call.ts";
import type { PostOutcome } from "./post-otlp.ts";
import { SpanQueue, type QueueLimits, type SendSpans } from "./span-queue.ts";

const NEVER = 1_000_000;
const LIMITS: QueueLimits = { calls: 100, bytes: NEVER, batch: 10, delayMs: NEVER, giveUpMs: NEVER };
const TAKEN: PostOutcome = { kind: "taken" };
const REFUSED: PostOutcome = { kind: "refused", why: "400" };
const LATER: PostOutcome = { kind: "later", why: "503", afterMs: null };

/** A span of which only its size matters. */
const call = (): FinishedCall => ({
  ids: { traceId: "0".repeat(32), spanId: "0".repeat(16) },
  name: "chat m",
  startTime: 0,
  durationMs: 1,
  failed: false,
  attributes: {},
});
const BYTES = await sizeOfOne();

async function sizeOfOne(): Promise<number> {
  let size = 0;
  const queue = new SpanQueue(async (spans) => ((size = spans.length), TAKEN), LIMITS);
  pushed(queue, 1);
  await queue.flush(NEVER);
  return size;
}

function pushed(queue: SpanQueue, calls: number): void {
  for (let i = 0; i < calls; i += 1) queue.push(call());
}

/** Takes batches and answers when told to. */
function slowServer() {
  const sizes: number[] = [];
  const answers: ((outcome: PostOutcome) => void)[] = [];
  const send: SendSpans = (spans) => {
    sizes.push(spans.length / BYTES);
    return new Promise((answer) => answers.push(answer));
  };
  return { sizes, answers, send };
}

beforeEach(() => {
  takeDropped();
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
});

describe("batches", () => {
  test("a full one leaves at once, the rest with flush", async () => {
    const { sizes, answers, send } = slowServer();
    const queue = new SpanQueue(send, LIMITS);
    pushed(queue, 25);
    expect(sizes).toEqual([10]);
    const flushed = queue.flush(NEVER);
    for (const expected of [
      [10, 10],
      [10, 10, 5],
      [10, 10, 5],
    ]) {
      answers.shift()?.(TAKEN);
      await vi.waitFor(() => expect(sizes).toEqual(expected));
    }
    expect(await flushed).toBe(true);
    expect(queue.waiting).toBe(0);
  });

  test("what waits too long leaves by itself", async () => {
    const size = await new Promise<number>((resolve) => {
      const send: SendSpans = async (spans) => (resolve(spans.length / BYTES), TAKEN);
      pushed(new SpanQueue(send, { ...LIMITS, delayMs: 1 }), 3);
    });
    expect(size).toBe(3);
  });

  test("flush waits for what was pushed before it, not for what comes after", async () => {
    const { answers, send } = slowServer();
    const queue = new SpanQueue(send, LIMITS);
    pushed(queue, 1);
    const flushed = queue.flush(NEVER);
    pushed(queue, 1);
    answers.shift()?.(TAKEN);
    expect(await flushed).toBe(true);
    expect(queue.waiting).toBe(1);
  });

  test("nothing to send is sent", async () => {
    expect(await new SpanQueue(async () => LATER, LIMITS).flush(NEVER)).toBe(true);
  });
});

describe("a server that does not take a batch", () => {
  test("gets it again, the same bytes, until it does", async () => {
    const seen: string[] = [];
    const outcomes = [LATER, LATER, TAKEN];
    const send: SendSpans = async (spans) => {
      seen.push(spans.toString("hex"));
      return outcomes.shift() ?? REFUSED;
    };
    const queue = new SpanQueue(send, LIMITS);
    pushed(queue, 3);
    expect(await queue.flush(NEVER)).toBe(true);
    expect(new Set(seen).size).toBe(1);
    expect(seen).toHaveLength(3);
    expect(takeDropped()).toBe(0);
  });

  test("for longer than flush waits: it says so, and goes on trying", async () => {
    const { answers, send } = slowServer();
    const queue = new SpanQueue(send, LIMITS);
    pushed(queue, 3);
    expect(await queue.flush(1)).toBe(false);
    expect(queue.waiting).toBe(3);
    answers.shift()?.(TAKEN);
    await vi.waitFor(() => expect(queue.waiting).toBe(0));
    expect(takeDropped()).toBe(0);
  });

  test("and never will: it is lost and counted, with what it would have reported", async () => {
    dropped(4);
    const queue = new SpanQueue(async () => REFUSED, LIMITS);
    pushed(queue, 3);
    expect(await queue.flush(NEVER)).toBe(false);
    expect(takeDropped()).toBe(7);
  });

  test("for longer than it is worth: it is lost and counted", async () => {
    const queue = new SpanQueue(async () => LATER, { ...LIMITS, giveUpMs: -1 });
    pushed(queue, 3);
    expect(await queue.flush(NEVER)).toBe(false);
    expect(takeDropped()).toBe(3);
  });
});

describe("bounds", () => {
  test.each([
    ["calls", { ...LIMITS, calls: 20 }],
    ["bytes", { ...LIMITS, bytes: 20 * BYTES }],
  ])("beyond its %s it drops and counts", (_name, limits) => {
    const queue = new SpanQueue(slowServer().send, limits);
    pushed(queue, 25);
    expect(queue.waiting).toBe(20);
    expect(takeDropped()).toBe(5);
  });

  test("after its end it drops what waits and what comes", () => {
    const queue = new SpanQueue(slowServer().send, LIMITS);
    pushed(queue, 12);
    queue.close();
    expect(takeDropped()).toBe(12);
    pushed(queue, 1);
    expect(takeDropped()).toBe(1);
  });

  test("a call that cannot be encoded leaves the others whole", async () => {
    const { sizes, send } = slowServer();
    const queue = new SpanQueue(send, LIMITS);
    pushed(queue, 1);
    const odd = { ...call(), attributes: { tags: { no: "list" } as never } };
    expect(() => queue.push(odd)).toThrow(TypeError);
    pushed(queue, 1);
    void queue.flush(1);
    expect(sizes).toEqual([2]);
  });
});

test("a report that is given back is not lost", () => {
  dropped(3);
  dropped(takeDropped());
  expect(takeDropped()).toBe(3);
  expect(takeDropped()).toBe(0);
});
