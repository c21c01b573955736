import { readFileSync } from "node:fs";
import { sharedFile } from "../../../../../tests/shared-files.ts";

/** Expected values that other programs computed: `../shared/vectors`. */
export function vectorsOf<T>(name: string): T {
  return JSON.parse(readFileSync(sharedFile(`vectors/${name}`), "utf8")) as T;
}
