import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import type { Engine } from "./engine.ts";
import { endLeases, GRACE_MS, takeLease, type Lease } from "./lease.ts";
import { LEASES_TABLE } from "./migrations/0009-leases.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openEmbeddedEngine(temporaryFolder());
  await engine.execute(LEASES_TABLE);
});
afterAll(() => engine.close());

const TERM_MS = 60_000;
let names = 0;

/** A lease that nobody has had. */
function newName(): string {
  return `job-${++names}`;
}

function take(name: string, holder: string, termMs: number = TERM_MS): Promise<Lease | null> {
  return takeLease(engine, { name, holder, termMs, now: 0 });
}

async function race(name: string, takers: number): Promise<Lease[]> {
  const holders = Array.from({ length: takers }, (_, i) => `racer-${i}`);
  const taken = await Promise.all(holders.map((holder) => take(name, holder)));
  return taken.filter((lease) => lease !== null);
}

test("of any number of racing takers exactly one wins, and again after each release", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
      async (rounds) => {
        const name = newName();
        for (const takers of rounds) {
          const [winner, ...others] = await race(name, takers);
          expect(others).toEqual([]);
          expect(await take(name, "late")).toBeNull();
          await winner?.release();
        }
      },
    ),
    { numRuns: 5 },
  ));

test("a lease whose term is over can be taken, and its old holder then cannot renew or give it back", async () => {
  const name = newName();
  const old = await take(name, "old", 1);
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS + 50));
  expect(await take(name, "new")).not.toBeNull();
  expect(await old?.renew(0)).toBe(false);
  await old?.release();
  expect(await take(name, "third")).toBeNull();
});

test("renewing counts the term from the time of asking", async () => {
  const lease = await take(newName(), "one");
  expect(lease?.until).toBe(TERM_MS);
  expect(await lease?.renew(1000)).toBe(true);
  expect(lease?.until).toBe(1000 + TERM_MS);
});

test("a note goes to the next holder, and to nobody after a term that ended", async () => {
  const name = newName();
  const first = await take(name, "one", 1);
  expect(first?.note).toBeNull();
  await first?.release("as far as 7");
  const second = await take(name, "two", 1);
  expect(second?.note).toBe("as far as 7");
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS + 50));
  expect((await take(name, "three"))?.note).toBeNull();
});

test("leases of different names do not know of each other", async () => {
  expect(await take(newName(), "one")).not.toBeNull();
  expect(await take(newName(), "two")).not.toBeNull();
});

test("a name may be any text", async () => {
  const name = `it's \\ a\ttab\n${newName()}`;
  expect(await take(name, "one")).not.toBeNull();
  expect(await take(name, "two")).toBeNull();
});

test("the table keeps one row a name, however often it changed hands", async () => {
  const name = newName();
  for (let i = 0; i < 20; i++) await (await take(name, `holder-${i}`))?.release();
  await engine.execute("OPTIMIZE TABLE leases FINAL");
  const rows = await engine.query({
    sql: "SELECT toInt32(generation), holder FROM leases WHERE name = {name:String}",
    parameters: { name },
  });
  expect(rows).toEqual([[40, ""]]);
});

test("leases of holders who are gone can be ended, and a holder that was not gone hears of it", async () => {
  const [name, other] = [newName(), newName()];
  const [held] = [await take(name, "killed"), await take(other, "killed too")];
  await endLeases(engine);
  expect(await take(name, "next")).not.toBeNull();
  expect(await take(other, "next")).not.toBeNull();
  expect(await held?.renew(0)).toBe(false);
});
