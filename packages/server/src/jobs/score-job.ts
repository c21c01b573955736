import type { Store } from "@promptprof/store";
import type { Job } from "./job-runner.ts";

const MINUTE_MS = 60_000;

/** The sums of scores follow the scores by this much at most; a run reads the ids of the calls that are kept. */
const EVERY_MS = 5 * MINUTE_MS;

/** Once a day every call: what a clock that jumped has hidden from the runs in between. */
const ALL_EVERY_MS = 24 * 60 * MINUTE_MS;

/** Keeps the sums of scores right. One job, as two would both add what is new. */
export function scoreJob(store: Pick<Store, "sumScores">, now: () => number): Job {
  let lastAll = now();
  return {
    name: "score-sums",
    everyMs: EVERY_MS,
    run: async (lost) => {
      await store.sumScores("new", lost);
      if (now() - lastAll < ALL_EVERY_MS) return;
      await store.sumScores("all", lost);
      lastAll = now();
    },
  };
}
