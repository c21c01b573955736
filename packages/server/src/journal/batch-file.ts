import type { Observation } from "@promptprof/otlp";
import type { BatchCounts } from "./batch-counts.ts";
import { frame, readHead, readLines } from "./framed-lines.ts";

export interface BatchHead {
  readonly batch: number;
  readonly counts: BatchCounts;
}

/** The observations of one request as lines, made once, when the request arrives. */
export function observationLines(observations: readonly Observation[]): Buffer {
  return Buffer.from(observations.map((observation) => `${JSON.stringify(observation)}\n`).join(""));
}

export function encodeBatch(head: BatchHead, lines: readonly Buffer[]): Uint8Array[] {
  return frame(head, lines);
}

/** What was acknowledged with the batch. @throws DamagedFileError */
export function decodeBatchHead(file: Buffer): BatchHead {
  return readHead<BatchHead>(file);
}

/** @throws DamagedFileError */
export function decodeBatch(file: Buffer): Observation[] {
  // The checksum vouches that these are the lines that observationLines wrote.
  return readLines(file).map((line): Observation => JSON.parse(line));
}
