import type { Progress } from "@promptprof/bench";
import { formatCount, formatDuration, formatUsd } from "@promptprof/model/format";
import type { Io } from "../terminal/io.ts";

/** Cells of the bar. */
const WIDTH = 24;
/** Lines of a log: often enough to see that it goes on, seldom enough to be read. */
const LINE_EVERY_MS = 10_000;
/** A terminal shows no more of it. */
const BAR_EVERY_MS = 100;

export interface ProgressView {
  readonly show: (progress: Progress) => void;
  /** Makes room for what is printed next. */
  readonly end: () => void;
}

/** How far a run has come: a bar that is written over on a terminal, a line now and then elsewhere. */
export function progressOf(io: Io, maxUsd: number | null): ProgressView {
  const startedAt = io.now();
  const { interactive, unicode } = io.terminal;
  let shownAt = interactive ? 0 : startedAt;
  return {
    show: (progress) => {
      const now = io.now();
      const isLast = progress.done === progress.total;
      if (now - shownAt < (interactive ? BAR_EVERY_MS : LINE_EVERY_MS) && !(interactive && isLast)) return;
      shownAt = now;
      const text = progressLine(progress, now - startedAt, maxUsd);
      io.talk(interactive ? `\r${bar(progress, unicode)} ${text}\u001B[K` : `${text}\n`);
    },
    end: () => {
      if (interactive) io.talk("\r\u001B[K");
    },
  };
}

/** `12 of 80 calls, 1 failed, $0.12 of $2, about 40 s left` */
export function progressLine(
  { done, total, failed, spentNanoUsd }: Progress,
  elapsedMs: number,
  maxUsd: number | null,
): string {
  const limit = maxUsd === null ? "" : ` of ${formatUsd(maxUsd * 1e9)}`;
  const left = done === 0 ? null : (elapsedMs / done) * (total - done);
  return [
    `${formatCount(done)} of ${formatCount(total)} calls`,
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    `${formatUsd(spentNanoUsd)}${limit}`,
    ...(left === null || left === 0 ? [] : [`about ${formatDuration(left)} left`]),
  ].join(", ");
}

function bar({ done, total }: Progress, unicode: boolean): string {
  const full = total === 0 ? WIDTH : Math.floor((done / total) * WIDTH);
  return unicode
    ? "█".repeat(full) + "░".repeat(WIDTH - full)
    : `[${"#".repeat(full)}${".".repeat(WIDTH - full)}]`;
}
