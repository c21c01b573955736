import { SqlError, type SqlAnswer } from "@promptprof/store";

const KIB = 2 ** 10;
/** Held back until the answer has ended, so that it begins with its right status and its sums. */
const HELD_BYTES = 1024 * KIB;
const HELD_BYTES_WHEN_ASKED = 16 * 1024 * KIB;

/** The beginning of an answer, and what is known of it by then. */
export interface BegunAnswer {
  readonly held: readonly Uint8Array[];
  /** true = that is all of it. */
  readonly ended: boolean;
  readonly summary: Readonly<Record<string, string>>;
}

/** @throws SqlError while nothing has been sent yet */
export async function beginAnswer(answer: SqlAnswer, waitEnd: boolean): Promise<BegunAnswer> {
  const max = waitEnd ? HELD_BYTES_WHEN_ASKED : HELD_BYTES;
  const held: Uint8Array[] = [];
  const summary: Record<string, string> = {};
  let bytes = 0;
  let rows: number | null = 0;
  while (bytes < max) {
    const chunk = await answer.next();
    if (chunk === null) return { held, ended: true, summary: { ...summary, ...resultOf(rows, bytes) } };
    held.push(chunk.bytes);
    bytes += chunk.bytes.length;
    rows = chunk.rows === null || rows === null ? null : rows + chunk.rows;
    if (chunk.read === null) continue;
    summary["read_rows"] = String(chunk.read.rows);
    summary["read_bytes"] = String(chunk.read.bytes);
  }
  return { held, ended: false, summary };
}

/** Unknown is left out, not 0. */
function resultOf(rows: number | null, bytes: number): Record<string, string> {
  return { ...(rows === null ? {} : { result_rows: String(rows) }), result_bytes: String(bytes) };
}

/**
 * The bytes of an answer. An exception after some of them stands at their end, between marks that the header
 * `X-ClickHouse-Exception-Tag` lets a client find (ClickHouse 25.11).
 */
export async function* answerBytes(
  answer: SqlAnswer,
  { held, ended }: BegunAnswer,
  tag: string,
): AsyncGenerator<Uint8Array, void, void> {
  yield* held;
  try {
    if (ended) return;
    for (let chunk = await answer.next(); chunk !== null; chunk = await answer.next()) yield chunk.bytes;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    yield exceptionFrame(error.message, tag);
  } finally {
    await answer.close();
  }
}

function exceptionFrame(message: string, tag: string): Uint8Array {
  const line = `${message}\n`;
  const length = Buffer.byteLength(line);
  return Buffer.from(`\r\n__exception__\r\n${tag}\r\n${line}${length} ${tag}\r\n__exception__\r\n`);
}
