import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, test } from "vitest";
import { seededRandom } from "../soak/seeded-random.ts";
import { expectAllThere, flush } from "./expect-all-there.ts";
import { buildServer, ServerProcess } from "./server-process.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";
import { sumsOfFolder } from "./stored-sums.ts";
import { Traffic } from "./traffic.ts";

const DISK_MIB = 256;
const SEED = Number(process.env["CRASH_SEED"] ?? 1);

const disks: SmallDisk[] = [];
const servers: ServerProcess[] = [];
beforeAll(buildServer);
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end("SIGKILL");
  for (const disk of disks.splice(0)) disk.remove();
});

/** Skips the test, and says why, where no disk can be mounted. */
function smallDisk(skip: (why: string) => never): {
  disk: SmallDisk;
  server: ServerProcess;
  dataDir: string;
} {
  const disk = mountSmallDisk(DISK_MIB);
  if (disk === null) return skip("a small disk cannot be mounted here: this user may not mount tmpfs");
  disks.push(disk);
  const dataDir = join(disk.folder, "data");
  const server = new ServerProcess({ dataDir });
  servers.push(server);
  return { disk, server, dataDir };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

test("a disk that fills up, three times, costs no acknowledged call; senders are told to come back", async ({
  skip,
}) => {
  const { disk, server, dataDir } = smallDisk(skip);
  const url = await server.start();
  const random = seededRandom(SEED);
  const traffic = new Traffic({ url: () => server.url, random, clients: 4, spansMax: 60 });
  traffic.start();
  // Nothing left at all; then so little that the journal takes a few batches and the engine's inserts fail.
  for (const leaveBytes of [0, 200_000, 1_000_000]) {
    await traffic.acknowledged();
    const before = traffic.exporter.refused;
    disk.fill(leaveBytes);
    await until(() => traffic.exporter.refused > before || traffic.failed);
    await sleep(500);
    expect({
      status: (await fetch(`${url}/api/v1/totals`)).status,
      log: server.errors.slice(-3000),
    }).toMatchObject({
      status: 200,
    });
    disk.free();
    await traffic.acknowledged();
  }
  const sent = await traffic.stop();
  const ledger = await flush(url);
  await server.end("SIGTERM");
  expectAllThere(sent, await sumsOfFolder(dataDir), ledger);
});

test("a start on a full disk is one line, and a start with room again has everything", async ({ skip }) => {
  const { disk, server, dataDir } = smallDisk(skip);
  await server.start();
  const traffic = new Traffic({
    url: () => server.url,
    random: seededRandom(SEED),
    clients: 4,
    spansMax: 60,
  });
  traffic.start();
  await traffic.acknowledged();
  await traffic.acknowledged();
  disk.fill(0);
  await until(() => traffic.exporter.refused > 0 || traffic.failed);
  await server.end("SIGKILL");
  disk.fill(0);
  const started = await server.start().catch((error: unknown) => String(error));
  // A start that has nothing to write goes through.
  expect(started).toMatch(/^(http:.*|(Error: )?StartError: [^\n]*(no space|is full)[^\n]*)$/i);
  if (started.startsWith("http:")) await server.end("SIGKILL");
  disk.free();
  const url = await server.start();
  const sent = await traffic.stop();
  const ledger = await flush(url);
  await server.end("SIGTERM");
  expectAllThere(sent, await sumsOfFolder(dataDir), ledger);
});
