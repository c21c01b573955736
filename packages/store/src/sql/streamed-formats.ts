/**
 * Formats in which the answers for parts of the rows, one after the other, are the answer for all of them: the engine
 * makes each chunk of a stream a whole answer of its own, and two JSON documents are not one. What stands in front
 * of the rows, by how it ends.
 */
const STREAMED: Readonly<Record<string, Header>> = {
  tabseparated: "none",
  tsv: "none",
  tabseparatedraw: "none",
  tsvraw: "none",
  raw: "none",
  csv: "none",
  tskv: "none",
  jsoneachrow: "none",
  jsonlines: "none",
  ndjson: "none",
  jsonl: "none",
  jsonstringseachrow: "none",
  jsoncompacteachrow: "none",
  jsoncompactstringseachrow: "none",
  native: "none",
  rowbinary: "none",
  tabseparatedwithnames: "line",
  tsvwithnames: "line",
  csvwithnames: "line",
  jsoncompacteachrowwithnames: "line",
  jsoncompactstringseachrowwithnames: "line",
  tabseparatedwithnamesandtypes: "two lines",
  tsvwithnamesandtypes: "two lines",
  csvwithnamesandtypes: "two lines",
  jsoncompacteachrowwithnamesandtypes: "two lines",
  jsoncompactstringseachrowwithnamesandtypes: "two lines",
};

type Header = "none" | "line" | "two lines";

export function isStreamed(format: string): boolean {
  return format.toLowerCase() in STREAMED;
}

/** Takes the header off every chunk but the first. */
export class HeaderOnce {
  readonly #lines: number;
  readonly #quotes: boolean;
  #length: number | null = null;

  constructor(format: string) {
    const name = format.toLowerCase();
    const header = STREAMED[name] ?? "none";
    this.#lines = header === "none" ? 0 : header === "line" ? 1 : 2;
    this.#quotes = name.startsWith("csv");
  }

  rest(chunk: Uint8Array): Uint8Array {
    if (this.#length !== null) return chunk.subarray(this.#length);
    this.#length = this.#lengthIn(chunk);
    return chunk;
  }

  #lengthIn(chunk: Uint8Array): number {
    let at = 0;
    for (let line = 0; line < this.#lines; line += 1) at = this.#lineEnd(chunk, at);
    return at;
  }

  /** The name of a column may hold a line break; CSV alone writes it as one, inside of quotes. */
  #lineEnd(chunk: Uint8Array, from: number): number {
    let open = false;
    for (let at = from; at < chunk.length; at += 1) {
      if (chunk[at] === QUOTE && this.#quotes) open = !open;
      if (chunk[at] === NEWLINE && !open) return at + 1;
    }
    return chunk.length;
  }
}

const QUOTE = 0x22;
const NEWLINE = 0x0a;
