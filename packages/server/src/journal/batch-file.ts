import type { CallObservation, ContextObservation, Observation } from "@promptprof/otlp";
import type { BatchCounts } from "./batch-counts.ts";
import { frame, readHead, readLines } from "./framed-lines.ts";
import { callOfWritten, type WrittenCall } from "./written-call.ts";

export interface BatchHead {
  readonly batch: number;
  readonly counts: BatchCounts;
}

export function encodeBatch(head: BatchHead, lines: readonly Uint8Array[]): Uint8Array[] {
  return frame(head, lines);
}

/** What was acknowledged with the batch. @throws DamagedFileError */
export function decodeBatchHead(file: Buffer): BatchHead {
  return readHead<BatchHead>(file);
}

/** @throws DamagedFileError */
export function decodeBatch(file: Buffer): Observation[] {
  // The checksum vouches that these are the lines that the batch writer wrote.
  return readLines(file).map(parseLine);
}

type WrittenObservation =
  | ContextObservation
  | (Omit<CallObservation, "call"> & { readonly call: WrittenCall });

function parseLine(line: string): Observation {
  const written: WrittenObservation = JSON.parse(line);
  return written.kind === "call" ? { ...written, call: callOfWritten(written.call) } : written;
}
