import { expect, test, vi } from "vitest";
import { dropped, takeDropped } from "./client-drops.ts";
import type { FinishedCall } from "./finished-call.ts";
import { SpanQueue, type SendBatch } from "./span-queue.ts";

const CALL: FinishedCall = { name: "chat m", startTime: 0, durationMs: 1, failed: false, attributes: {} };
const NEVER = 1_000_000;

function pushed(queue: SpanQueue, calls: number): void {
  for (let i = 0; i < calls; i += 1) queue.push(CALL);
}

/** Takes batches and answers when told to. */
function slowServer() {
  const sizes: number[] = [];
  const answers: ((taken: boolean) => void)[] = [];
  const send: SendBatch = (calls) => {
    sizes.push(calls.length);
    return new Promise((answer) => answers.push(answer));
  };
  return { sizes, answers, send };
}

test("a full batch leaves at once, the rest with flush", async () => {
  const sizes: number[] = [];
  const queue = new SpanQueue(async (calls) => sizes.push(calls.length) > 0, {
    waiting: 100,
    batch: 10,
    delayMs: NEVER,
  });
  pushed(queue, 10);
  await queue.flush();
  pushed(queue, 25);
  await queue.flush();
  expect(sizes).toEqual([10, 10, 10, 5]);
});

test("what waits too long leaves by itself", async () => {
  const size = await new Promise<number>((resolve) => {
    const queue = new SpanQueue(async (calls) => (resolve(calls.length), true), {
      waiting: 10,
      batch: 10,
      delayMs: 1,
    });
    pushed(queue, 3);
  });
  expect(size).toBe(3);
});

test("one batch is under way at a time, and flush waits for what was pushed before it", async () => {
  const { sizes, answers, send } = slowServer();
  const queue = new SpanQueue(send, { waiting: 100, batch: 10, delayMs: NEVER });
  pushed(queue, 15);
  expect(sizes).toEqual([10]);
  const flushed = queue.flush();
  answers.shift()?.(true);
  await vi.waitFor(() => expect(sizes).toEqual([10, 5]));
  pushed(queue, 1);
  answers.shift()?.(true);
  await vi.waitFor(() => expect(sizes).toEqual([10, 5, 1]));
  answers.shift()?.(true);
  await expect(flushed).resolves.toBeUndefined();
});

test("beyond its bound, and after its end, it drops and counts; a lost batch counts too", async () => {
  takeDropped();
  const { answers, send } = slowServer();
  const queue = new SpanQueue(send, { waiting: 20, batch: 10, delayMs: NEVER });
  // Ten are under way, twenty wait, five are too many.
  pushed(queue, 35);
  expect(takeDropped()).toBe(5);
  const flushed = queue.flush();
  for (let i = 0; i < 3; i += 1) {
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    answers.shift()?.(i > 0);
  }
  await flushed;
  expect(takeDropped()).toBe(10);
  queue.close();
  queue.push(CALL);
  expect(takeDropped()).toBe(1);
});

test("a report that is given back is not lost", () => {
  takeDropped();
  dropped(3);
  dropped(takeDropped());
  expect(takeDropped()).toBe(3);
  expect(takeDropped()).toBe(0);
});
