import type { RunningServer, ServeOptions } from "@promptprof/server";
import { QuestionError } from "../question-error.ts";

/**
 * Starts a server in this process. The engine takes most of a second to load, so it is loaded only here.
 *
 * @throws QuestionError where the set-up is at fault (port in use, folder locked, newer store): one line
 */
export async function start(options: ServeOptions): Promise<RunningServer> {
  const { startServer, StartError } = await import("@promptprof/server");
  try {
    return await startServer(options);
  } catch (error) {
    if (error instanceof StartError) throw new QuestionError(error.message, { cause: error });
    throw error;
  }
}
