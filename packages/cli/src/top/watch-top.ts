import type { Io } from "../terminal/io.ts";

const EVERY_MS = 1000;
const ENTER = "\u001B[?1049h\u001B[?25l";
const LEAVE = "\u001B[?25h\u001B[?1049l";
/** Home, and after the last line clear the rest: redrawing without clearing first does not flicker. */
const HOME = "\u001B[H";
const CLEAR_LINE = "\u001B[K";
const CLEAR_BELOW = "\u001B[J";
const CTRL_C = "\u0003";

/**
 * Draws anew each second on the terminal's other screen until `q`, Ctrl-C or a signal, and leaves the terminal as
 * it was, whatever happens.
 */
export async function watchTop(draw: () => Promise<string>, io: Io): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  const forgetSignal = io.onStop(stop);
  const forgetKeys = io.onKey?.((key) => (key === "q" || key === CTRL_C ? stop() : undefined));
  io.write(ENTER);
  try {
    while (!stopping.signal.aborted) {
      io.write(frame(await draw()));
      await pause(EVERY_MS, stopping.signal);
    }
  } finally {
    io.write(LEAVE);
    forgetKeys?.();
    forgetSignal();
  }
}

function frame(text: string): string {
  return HOME + text.replaceAll("\n", `${CLEAR_LINE}\n`) + CLEAR_BELOW;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
