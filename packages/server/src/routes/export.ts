import { Readable } from "node:stream";
import type { ExportFormat } from "@promptprof/store";
import { ExportQuestion } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionRange } from "../http/question-time.ts";
import type { Services } from "../services.ts";
import { beginStream } from "./begin-stream.ts";

const TYPES: Readonly<Record<ExportFormat, string>> = {
  jsonl: "application/x-ndjson",
  csv: "text/csv; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/** Each takes a core of the engine while it is read. */
const AT_ONCE = 2;

/** Longer than any call: the epoch to the end of the engine's calendar. */
const EVER = { from: "0", to: String(Date.UTC(2100, 0, 1)) };

/** Two people's exports are under way. Answered with 503, as it passes. */
class ExportsBusyError extends Error {
  override readonly name = "ExportsBusyError";
  readonly statusCode = 503;
}

export function exportRoute(app: App, { store, now }: Services): void {
  let running = 0;
  const schema = {
    summary: "Calls or scores of a range as a file, streamed; POST /api/v1/import takes it back",
    querystring: ExportQuestion,
  };
  app.get("/api/v1/export", { schema }, async ({ query }, reply) => {
    const { format, what = "calls", project } = query;
    const range = questionRange({ ...EVER, ...query }, now());
    if (running >= AT_ONCE)
      throw new ExportsBusyError(`${AT_ONCE} exports are under way; ask again when one has ended`);
    running += 1;
    const question = { ...range, what, format, ...(project === undefined ? {} : { project }) };
    const file = Readable.from(await beginStream(store.export(question), () => (running -= 1)), {
      objectMode: false,
    });
    return reply
      .header("content-disposition", `attachment; filename="${what}.${format}"`)
      .type(TYPES[format])
      .send(file);
  });
}
