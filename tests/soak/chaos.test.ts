import { flush, profile, shutdown } from "@promptprof/sdk";
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { collectGarbage } from "../clients/collect-garbage.ts";
import { oneCall } from "./chaotic-program.ts";
import { seededRandom } from "./seeded-random.ts";
import { startUnreliableCollector } from "./unreliable-collector.ts";
import { startUnreliableProvider } from "./unreliable-provider.ts";

/** `npm run soak` sets both. A number of calls, not a time, where the same has to come out every time. */
const MINUTES = Number(process.env["SOAK_MINUTES"] ?? 0);
const SEED = Number(process.env["SOAK_SEED"] ?? 1);
const CALLS = MINUTES > 0 ? Infinity : 2000;
const UNTIL = MINUTES > 0 ? MINUTES * 60_000 : Infinity;
/** Longer than the SDK tries to send one batch, where there is the time. */
const LONGEST_HANG_MS = MINUTES > 0 ? 12_000 : 1500;
const AT_ONCE = 24;
const GARBAGE_EVERY = 500;
const REPORT_EVERY_MS = 60_000;

describe("when everything goes wrong that can", () => {
  test(
    "every call is a span at the collector, or a drop that is counted",
    async () => {
      const provider = await startUnreliableProvider();
      const collector = await startUnreliableCollector(seededRandom(SEED), LONGEST_HANG_MS);
      const client = profile(new OpenAI({ baseURL: provider.url, apiKey: "none", logLevel: "off" }), {
        endpoint: collector.url,
      });
      const trouble = new AbortController();
      const misbehaving = collector.misbehave(trouble.signal);

      const made = await makeCalls(client);
      trouble.abort();
      await misbehaving;
      await collectGarbage();
      await flush(30_000);
      // A span that is made now carries what was dropped before; the second one, should a batch be lost with the first.
      await client.chat.completions.create(CLOSING);
      await flush(30_000);
      await client.chat.completions.create(CLOSING);
      await shutdown(30_000);
      await collector.close();
      await provider.close();

      const { stored, acknowledged, duplicates, reportedDrops } = collector.books;
      say(
        `${made + 2} calls = ${acknowledged} spans acknowledged + ${reportedDrops} drops counted; ` +
          `${stored - acknowledged} stored though counted as dropped (answer lost), ${duplicates} duplicates`,
      );
      expect(acknowledged + reportedDrops).toBe(made + 2);
      expect(stored).toBeLessThanOrEqual(made + 2);
      expect(stored).toBeGreaterThanOrEqual(acknowledged);
      expect(reportedDrops).toBeGreaterThan(0);
    },
    UNTIL === Infinity ? 300_000 : UNTIL + 180_000,
  );
});

const CLOSING = { model: "well", messages: [{ role: "user" as const, content: "The end" }] };

/** Many programs at once until it is enough. Gives the number of calls. */
async function makeCalls(client: OpenAI): Promise<number> {
  const start = performance.now();
  let made = 0;
  let told = start;
  const program = async (number: number): Promise<void> => {
    const random = seededRandom(SEED * 1000 + number);
    while (made < CALLS && performance.now() - start < UNTIL) {
      made += 1;
      if (made % GARBAGE_EVERY === 0) await collectGarbage();
      await oneCall(client, random);
      if (performance.now() - told < REPORT_EVERY_MS) continue;
      told = performance.now();
      say(`${made} calls in ${Math.round((told - start) / 1000)} s, heap ${heapMiB()} MiB`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => program(number)));
  return made;
}

function heapMiB(): number {
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

function say(line: string): void {
  process.stderr.write(`soak, seed ${SEED}: ${line}\n`);
}
