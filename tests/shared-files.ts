import { existsSync } from "node:fs";
import { join } from "node:path";

const shared = join(import.meta.dirname, "../../shared");

/** Path of a recorded file outside the repository, for tests only. */
export function sharedFile(path: string): string {
  return join(shared, path);
}

/** For `describe.skipIf`: true, with a plain word on stderr, where the recordings are not at hand. */
export function missing(...paths: readonly string[]): boolean {
  const absent = paths.filter((path) => !existsSync(sharedFile(path)));
  for (const path of absent) process.stderr.write(`skipped: needs ../shared/${path}, which is not here\n`);
  return absent.length > 0;
}
