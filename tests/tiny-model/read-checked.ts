import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { TinyModelFile } from "./files.ts";

/** The file's bytes, at offset 0 of an own buffer. Throws when they are not the ones that were pinned. */
export function readChecked(file: TinyModelFile): ArrayBuffer {
  const bytes = readFileSync(file.path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== file.sha256) throw new Error(`${file.name}: sha256 is ${sha256}, want ${file.sha256}`);
  // A copy: a Node buffer may start at any offset of a pool, and a Float32Array wants a multiple of 4.
  return new Uint8Array(bytes).buffer;
}
