// Reads the recorded provider replies that the tests hold our readers against. They are not in this repository:
// 299 files of vercel/ai@ed857f5 `packages/*/src/**/__fixtures__` (Apache-2.0) in one archive beside it.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { readReply } from "./read-reply.ts";
import { recogniseShape } from "./recognise-shape.ts";
import type { ReplyFacts } from "./reply-facts.ts";
import { createStreamReader } from "./stream-reader.ts";

export const RECORDINGS_PATH: string = fileURLToPath(
  new URL("../../../../../shared/data/traces/vercel_ai_recorded_fixtures.tgz", import.meta.url),
);
export const RECORDINGS_MISSING: boolean = !existsSync(RECORDINGS_PATH);

/** One recorded file: a whole body, or the events of a stream. */
export interface Recording {
  /** Path inside the archive, without the `__fixtures__` that is in all of them. */
  readonly name: string;
  /** First folder of the path: the provider package that the file was recorded for. */
  readonly provider: string;
  readonly body: unknown;
  /** null for a whole body. */
  readonly events: readonly unknown[] | null;
  /** Lines of a stream that are no JSON, as two hand-made ones are. A caller drops such a line and reads on. */
  readonly brokenLines: number;
}

export function readRecordings(): readonly Recording[] {
  if (RECORDINGS_MISSING) return [];
  return untar(gunzipSync(readFileSync(RECORDINGS_PATH)))
    .map(([path, content]) => recordingOf(path.replace("src/", "").replace("__fixtures__/", ""), content))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function recordingOf(name: string, content: string): Recording {
  const provider = name.slice(0, name.indexOf("/"));
  if (name.endsWith(".json"))
    return { name, provider, body: JSON.parse(content), events: null, brokenLines: 0 };
  const lines = content.split("\n").filter((line) => line.trim() !== "");
  const events = lines.flatMap(parsedLine);
  return { name, provider, body: null, events, brokenLines: lines.length - events.length };
}

function parsedLine(line: string): unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

/** Plain files of an uncompressed tar: blocks of 512 bytes, a header (name, size in octal, type, prefix), then content. */
function untar(archive: Buffer): readonly [path: string, content: string][] {
  const files: [string, string][] = [];
  const field = (start: number, length: number): string =>
    archive.toString("latin1", start, start + length).replace(/\0.*$/s, "");
  for (let offset = 0; offset + 512 <= archive.length && archive[offset] !== 0;) {
    const size = Number.parseInt(field(offset + 124, 12), 8);
    const prefix = field(offset + 345, 155);
    const path = (prefix === "" ? "" : `${prefix}/`) + field(offset, 100);
    const isFile = ["0", ""].includes(field(offset + 156, 1));
    if (isFile)
      files.push([path.replace(/^\.\//, ""), archive.toString("utf8", offset + 512, offset + 512 + size)]);
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** As a caller does who knows nothing but the bytes: the first event that says something names the shape. */
export function factsOf(recording: Recording): ReplyFacts | null {
  const { events, body } = recording;
  const shape = (events ?? [body]).map(recogniseShape).find((found) => found !== null) ?? null;
  if (shape === null) return null;
  if (events === null) return readReply(shape, body);
  const reader = createStreamReader(shape);
  for (const event of events) reader.push(event);
  return reader.facts();
}
