import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CommitTimer } from "./commit-timer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A committer that says when it was asked, and a log that says what was told. */
function observed(commit: () => Promise<void>) {
  const commits: number[] = [];
  const told: string[] = [];
  const start = Date.now();
  const committer = {
    settle: () => {},
    commit: async () => {
      commits.push(Date.now() - start);
      await commit();
    },
  };
  const log = { warn: (_: object, text: string) => told.push(text), info: (text: string) => told.push(text) };
  return { timer: new CommitTimer(committer, log), commits, told };
}

test("commits come four times a second while they take no time", async () => {
  const { timer, commits } = observed(async () => {});
  await vi.advanceTimersByTimeAsync(1000);
  expect(commits).toEqual([250, 500, 750, 1000]);
  await timer.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(commits).toHaveLength(4);
});

test("a commit that takes long is followed by a longer pause, up to a second and a half", async () => {
  const { timer, commits } = observed(() => new Promise((resolve) => void setTimeout(resolve, 400)));
  await vi.advanceTimersByTimeAsync(2000);
  expect(commits).toEqual([250, 1450]);
  await timer.stop();
});

test("while the store refuses the pauses double up to 30 s, it is told each time, and that it is over", async () => {
  let refuses = true;
  const { timer, commits, told } = observed(async () => {
    if (refuses) throw new Error("no");
  });
  await vi.advanceTimersByTimeAsync(250 + 500 + 1000 + 2000 + 4000 + 8000 + 16_000 + 30_000 + 30_000);
  expect(commits.map((at, i) => at - (commits[i - 1] ?? 0))).toEqual([
    250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
  expect(new Set(told)).toEqual(new Set(["calls wait in the journal: the store did not take them"]));
  refuses = false;
  await vi.advanceTimersByTimeAsync(30_250);
  expect(told.at(-1)).toBe("the store takes calls again");
  expect(commits).toHaveLength(11);
  await timer.stop();
});
