import { readFileSync } from "node:fs";
import { missing, sharedFile } from "../../../tests/shared-files.ts";

/** Known answers of one topic, or null (and a plain word on stderr) where they are not at hand. */
export function vectors<T>(name: string): T | null {
  const path = `vectors/${name}.json`;
  return missing(path) ? null : (JSON.parse(readFileSync(sharedFile(path), "utf8")) as T);
}
