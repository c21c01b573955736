import { expect, test } from "vitest";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { lastInsert } from "./insert-ids.ts";
import { migrate } from "./migrations/migrate.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const NOW = Date.UTC(2026, 10, 24);
const DAY_US = 86_400_000_000;

test("the last insert is found however long ago it was, and where a clock has run ahead", async () => {
  const engine = await openEmbeddedEngine(temporaryFolder());
  try {
    await migrate(engine);
    expect(await lastInsert(engine, "calls", NOW)).toBeNull();
    for (const daysAgo of [400, 20, 0, -3]) {
      const number = NOW * 1000 - daysAgo * DAY_US;
      await engine.execute(
        `INSERT INTO calls (project, trace_id, span_id, start_time, batch, writer, inserted)
         SELECT 'last', generateUUIDv4(), number, now64(6), toUnixTimestamp(now()) * 1000000, 'w${daysAgo}', ${number - 1} + number FROM numbers(2)`,
      );
      expect(await lastInsert(engine, "calls", NOW)).toEqual({ writer: `w${daysAgo}`, number });
    }
  } finally {
    await engine.close();
  }
});
