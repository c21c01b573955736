import { beforeEach, describe, expect, test, vi } from "vitest";
import { CALL_DROPS, dropped, takeDropped } from "./client-drops.ts";
import { ExportQueue, type Exported, type QueueLimits } from "./export-queue.ts";
import type { PostOutcome } from "./post-otlp.ts";

type Queue = ExportQueue<string>;
type Send = Exported<string>["send"];

const NEVER = 1_000_000;
const LIMITS: QueueLimits = { records: 100, bytes: NEVER, batch: 10, delayMs: NEVER, giveUpMs: NEVER };
const TAKEN: PostOutcome = { kind: "taken" };
const REFUSED: PostOutcome = { kind: "refused", why: "400" };
const LATER: PostOutcome = { kind: "later", why: "503", afterMs: null };

/** One text each, of which only its size matters: a tag, a length and a letter. */
const RECORD = "x";
const BYTES = 3;

const encode: Exported<string>["encode"] = (writer, item) => {
  writer.text(1, item);
  if (item === "") throw new TypeError("sabotage");
};

function newQueue(send: Send, limits: QueueLimits = LIMITS): Queue {
  return new ExportQueue({ name: "texts", encode, send, losses: CALL_DROPS }, limits);
}

function pushed(queue: Queue, records: number): void {
  for (let i = 0; i < records; i += 1) queue.push(RECORD);
}

/** Takes batches and answers when told to. */
function slowServer() {
  const sizes: number[] = [];
  const answers: ((outcome: PostOutcome) => void)[] = [];
  const send: Send = (records) => {
    sizes.push(records.length / BYTES);
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
    const queue = newQueue(send);
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
      const send: Send = async (records) => (resolve(records.length / BYTES), TAKEN);
      pushed(newQueue(send, { ...LIMITS, delayMs: 1 }), 3);
    });
    expect(size).toBe(3);
  });

  test("flush waits for what was pushed before it, not for what comes after", async () => {
    const { answers, send } = slowServer();
    const queue = newQueue(send);
    pushed(queue, 1);
    const flushed = queue.flush(NEVER);
    pushed(queue, 1);
    answers.shift()?.(TAKEN);
    expect(await flushed).toBe(true);
    expect(queue.waiting).toBe(1);
  });

  test("nothing to send is sent", async () => {
    expect(await newQueue(async () => LATER).flush(NEVER)).toBe(true);
  });
});

describe("a server that does not take a batch", () => {
  test("gets it again, the same bytes, until it does", async () => {
    const seen: string[] = [];
    const outcomes = [LATER, LATER, TAKEN];
    const send: Send = async (records) => {
      seen.push(records.toString("hex"));
      return outcomes.shift() ?? REFUSED;
    };
    const queue = newQueue(send);
    pushed(queue, 3);
    expect(await queue.flush(NEVER)).toBe(true);
    expect(new Set(seen).size).toBe(1);
    expect(seen).toHaveLength(3);
    expect(takeDropped()).toBe(0);
  });

  test("for longer than flush waits: it says so, and goes on trying", async () => {
    const { answers, send } = slowServer();
    const queue = newQueue(send);
    pushed(queue, 3);
    expect(await queue.flush(1)).toBe(false);
    expect(queue.waiting).toBe(3);
    answers.shift()?.(TAKEN);
    await vi.waitFor(() => expect(queue.waiting).toBe(0));
    expect(takeDropped()).toBe(0);
  });

  test("and never will: it is lost and counted, with what it would have reported", async () => {
    dropped(4);
    const queue = newQueue(async () => REFUSED);
    pushed(queue, 3);
    expect(await queue.flush(NEVER)).toBe(false);
    expect(takeDropped()).toBe(7);
  });

  test("for longer than it is worth: it is lost and counted", async () => {
    const queue = newQueue(async () => LATER, { ...LIMITS, giveUpMs: -1 });
    pushed(queue, 3);
    expect(await queue.flush(NEVER)).toBe(false);
    expect(takeDropped()).toBe(3);
  });
});

describe("bounds", () => {
  test.each([
    ["records", { ...LIMITS, records: 20 }],
    ["bytes", { ...LIMITS, bytes: 20 * BYTES }],
  ])("beyond its %s it drops and counts", (_name, limits) => {
    const queue = newQueue(slowServer().send, limits);
    pushed(queue, 25);
    expect(queue.waiting).toBe(20);
    expect(takeDropped()).toBe(5);
  });

  test("after its end it drops what waits and what comes", () => {
    const queue = newQueue(slowServer().send);
    pushed(queue, 12);
    queue.close();
    expect(takeDropped()).toBe(12);
    pushed(queue, 1);
    expect(takeDropped()).toBe(1);
  });

  test("a record that cannot be encoded leaves the others whole", async () => {
    const { sizes, send } = slowServer();
    const queue = newQueue(send);
    pushed(queue, 1);
    expect(() => queue.push("")).toThrow(TypeError);
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
