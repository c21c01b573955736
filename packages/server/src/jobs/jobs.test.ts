import { openStore, type Lease, type Store } from "@promptprof/store";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Repricer, RepricingError } from "../reprice/repricer.ts";
import { holdLease } from "./hold-lease.ts";
import { JobRunner, type Job } from "./job-runner.ts";
import { scoreJob } from "./score-job.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-jobs-"));
let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: folder });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** What a server says of failed jobs. */
const warnings: string[] = [];
const newRunner = (): JobRunner =>
  new JobRunner(store, { warn: (_facts, text) => void warnings.push(text) }, Date.now);

function jobOf(name: string, run: Job["run"]): Job {
  return { name, everyMs: 60_000, run };
}

test("of several servers one runs a job, and none again before it is due", async () => {
  const runs: number[] = [];
  const runners = [newRunner(), newRunner(), newRunner()];
  const job = (server: number): Job => jobOf("once", async () => void runs.push(server));
  await Promise.all(runners.map((runner, i) => runner.runIfDue(job(i))));
  await Promise.all(runners.map((runner, i) => runner.runIfDue(job(i))));
  expect(runs).toHaveLength(1);
});

test("a job that fails is said once and may be tried by the next server at once", async () => {
  const runs: string[] = [];
  const failing = jobOf("failing", () => Promise.reject(new Error("no")));
  await newRunner().runIfDue(failing);
  expect(warnings).toEqual(["a job failed; it is tried again"]);
  await newRunner().runIfDue(jobOf("failing", async () => void runs.push("ran")));
  expect(runs).toEqual(["ran"]);
});

test("the sums of scores are a job", async () => {
  await newRunner().runIfDue(scoreJob(store, Date.now));
  const { source } = await store.scoreMeans({ from: 0, to: Date.now(), by: null });
  expect([source.table, warnings.length]).toEqual(["calls", 1]);
});

test("work hears that its lease is lost", async () => {
  const lease: Lease = { name: "lost", until: 0, note: null, renew: async () => false, release: async () => {} };
  const options = { termMs: 30, now: Date.now };
  const aborted = await holdLease(
    lease,
    options,
    (lost) => new Promise<boolean>((resolve) => lost.addEventListener("abort", () => resolve(lost.aborted))),
  );
  expect(aborted).toBe(true);
});

test("while one server writes new prices another one is refused in one line, and may afterwards", async () => {
  const range = { from: 0, to: Date.now() };
  const lease = await store.takeLease({ name: "reprice", termMs: 60_000 });
  const repricer = new Repricer(store, (call) => call, Date.now);
  const refused = repricer.reprice(range, true);
  await expect(refused).rejects.toThrow(RepricingError);
  await expect(refused).rejects.toMatchObject({
    statusCode: 409,
    message: "a re-pricing is being written; ask again when it has ended",
  });
  expect(await repricer.reprice(range, false)).toMatchObject({ calls: 0, written: false });
  await lease?.release();
  expect(await repricer.reprice(range, true)).toMatchObject({ calls: 0, written: true });
  expect(await repricer.reprice(range, true)).toMatchObject({ written: true });
});
