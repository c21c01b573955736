import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Connection } from "../connection/connection.ts";
import { readStream } from "../connection/read-stream.ts";
import { FailureError } from "../failure-error.ts";
import type { Io } from "../terminal/io.ts";

export interface ExportJob {
  readonly format: "parquet" | "csv" | "jsonl";
  readonly what: "calls" | "scores";
  /** Epoch ms; null = the first and the last there is. */
  readonly from: number | null;
  readonly to: number | null;
  readonly project: string | null;
  /** A path, or - for standard output. */
  readonly out: string;
}

/**
 * Writes an export. A file appears whole or not at all.
 *
 * @returns bytes written
 * @throws FailureError where the server breaks off or the file cannot be written
 */
export async function exportFile(connection: Connection, job: ExportJob, io: Io): Promise<number> {
  const body = await readStream(connection, `/api/v1/export?${questionOf(job).toString()}`);
  try {
    return job.out === "-" ? await writeOut(body, io) : await writeFile(body, job.out);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FailureError(`the export was cut short: ${reason}`, { cause: error });
  } finally {
    body.destroy();
  }
}

function questionOf({ format, what, from, to, project }: ExportJob): URLSearchParams {
  return new URLSearchParams({
    format,
    what,
    ...(from === null ? {} : { from: String(Math.floor(from)) }),
    ...(to === null ? {} : { to: String(Math.ceil(to)) }),
    ...(project === null ? {} : { project }),
  });
}

async function writeOut(body: Readable, io: Io): Promise<number> {
  let bytes = 0;
  for await (const piece of body) {
    const chunk = Buffer.from(piece);
    bytes += chunk.byteLength;
    await io.writeBytes(chunk);
  }
  return bytes;
}

async function writeFile(body: Readable, path: string): Promise<number> {
  const part = `${path}.part`;
  try {
    await pipeline(body, createWriteStream(part));
    await rename(part, path);
    return (await stat(path)).size;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
