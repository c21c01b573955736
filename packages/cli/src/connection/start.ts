import type { RunningServer, ServeOptions } from "@promptprof/server";
import { QuestionError } from "../question-error.ts";

/**
 * Starts a server in this process. The engine takes most of a second to load, so it is loaded only here.
 *
 * @throws QuestionError where the set-up is at fault (port in use, folder locked, newer store): one line
 */
export async function start(options: ServeOptions): Promise<RunningServer> {
  const { startServer } = await import("@promptprof/server");
  return asQuestion(() => startServer(options));
}

/** What the server calls a mistake of the user at the start is one for the command too. */
export async function asQuestion<Result>(work: () => Promise<Result>): Promise<Result> {
  const { StartError } = await import("@promptprof/server");
  try {
    return await work();
  } catch (error) {
    if (error instanceof StartError) throw new QuestionError(error.message, { cause: error });
    throw error;
  }
}
