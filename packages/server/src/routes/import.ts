import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ImportError } from "@promptprof/store";
import type { ImportedLine, ImportFailure } from "../contract.ts";
import type { App } from "../http/app.ts";
import { messageOf, statusOf } from "../http/answer-error.ts";
import { QuestionError } from "../http/question-error.ts";
import type { Services } from "../services.ts";

/** Another file is being imported, and its calls would be looked up twice. Answered with 409. */
class ImportingError extends Error {
  override readonly name = "ImportingError";
  readonly statusCode = 409;
}

/** The disk does not take the file. Answered with 507. */
class NoRoomError extends Error {
  override readonly name = "NoRoomError";
  readonly statusCode = 507;
}

/** Where a file lies while it is read; what a crash has left is removed at the next start. */
export function importFolder(dataDir: string): string {
  return join(dataDir, "imports");
}

/**
 * Takes a file of an export. It is read whole before a row is stored, as Parquet says at its end what is in it; the answer
 * is one line of JSON a page, so that a long import shows that it goes on.
 */
export function importRoute(app: App, services: Services): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, body, done) => done(null, body));
  let running = false;
  const schema = { summary: "Takes a file of /api/v1/export back; the answer is a line of JSON a page" };
  app.post("/api/v1/import", { schema }, async ({ body }, reply) => {
    if (!(body instanceof Readable))
      throw new QuestionError("the body must be a file of an export; got none");
    if (running) throw new ImportingError("an import is under way; send again when it has ended");
    running = true;
    try {
      const folder = await receive(body, importFolder(services.dataDir));
      const lines = linesOf(services, folder, () => (running = false));
      return await reply.type("application/x-ndjson").send(Readable.from(lines, { objectMode: false }));
    } catch (error) {
      running = false;
      throw error;
    }
  });
}

const FILE = "file";

async function receive(body: Readable, parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "import-"));
  try {
    await pipeline(body, createWriteStream(join(folder, FILE), { mode: 0o600 }));
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    const isFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
    throw isFull
      ? new NoRoomError(`the disk has no room for the file beside the store`, { cause: error })
      : error;
  }
}

async function* linesOf(
  { store, storeSteps }: Services,
  folder: string,
  onEnd: () => void,
): AsyncGenerator<string> {
  try {
    for await (const progress of store.import(join(folder, FILE), (work) => storeSteps.run(work))) {
      const line: ImportedLine = progress;
      yield `${JSON.stringify(line)}\n`;
    }
  } catch (error) {
    const failure: ImportFailure = {
      error: messageOf(error),
      status: error instanceof ImportError ? 400 : statusOf(error),
    };
    yield `${JSON.stringify(failure)}\n`;
  } finally {
    await rm(folder, { recursive: true, force: true });
    onEnd();
  }
}
