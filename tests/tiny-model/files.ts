import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the weights lie, seen from the repository root. They are test data, never part of the repository. */
const FOLDER = "../shared/data/model";

export interface TinyModelFile {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
}

/** 260,032 float32 weights. A file of the same name and size with other bytes is about; it writes garbage. */
export const WEIGHTS: TinyModelFile = {
  name: `${FOLDER}/stories260K.bin`,
  path: resolve("stories260K.bin"),
  sha256: "b0a507e7ad0f626624f17112325e66691f9076d622e1d3274d103d00299f2696",
};

export const VOCABULARY: TinyModelFile = {
  name: `${FOLDER}/tok512.bin`,
  path: resolve("tok512.bin"),
  sha256: "037cb335abb25d1fa9e8ecae30ed2a3a8ace9302862ebcdc05d51a6bbb10c312",
};

function resolve(file: string): string {
  return fileURLToPath(new URL(`../../${FOLDER}/${file}`, import.meta.url));
}

/** Why the tiny model cannot run here, for `describe.skipIf`; null when it can. */
export function tinyModelMissing(): string | null {
  const missing = [WEIGHTS, VOCABULARY].filter((file) => !existsSync(file.path));
  return missing.length === 0 ? null : `not found: ${missing.map((file) => file.name).join(", ")}`;
}
