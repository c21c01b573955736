import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { ImportedLine, ImportFailure } from "@promptprof/server/contract";
import type { Connection } from "../connection/connection.ts";
import { readStream, refusal } from "../connection/read-stream.ts";
import { FailureError } from "../failure-error.ts";

/**
 * Sends a file of `promptprof export` back.
 *
 * @param onPage told after each page, with the rows that are done with
 * @throws QuestionError with the file, the place and the value for what is damaged or not an export
 */
export async function importExport(
  connection: Connection,
  path: string,
  onPage: (rows: number) => void,
): Promise<ImportedLine> {
  const body = await readStream(connection, "/api/v1/import", {
    method: "POST",
    body: createReadStream(path),
  });
  let last: ImportedLine | null = null;
  for await (const text of createInterface({ input: body })) {
    const line: ImportedLine | ImportFailure = JSON.parse(text);
    if ("error" in line) throw refusal(line.status, `${path}: ${line.error}`);
    last = line;
    onPage(line.rows);
  }
  if (last !== null) return last;
  throw new FailureError(`${path}: the server broke off; the same command goes on where it was`);
}
