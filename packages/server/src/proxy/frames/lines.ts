import { StringDecoder } from "node:string_decoder";
import { EVENT_MAX, FramesError } from "./event-frames.ts";

/**
 * Cuts UTF-8 into lines that end with LF, CRLF or CR, wherever the bytes were cut. Pieces of an unfinished line are
 * kept apart and joined once, so that a long line costs no more than its length.
 */
export class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #onLine: (line: string) => void;
  #pieces: string[] = [];
  #held = 0;
  /** The last character was a CR: a LF that follows belongs to it. */
  #afterCr = false;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** @throws FramesError for a line longer than `EVENT_MAX` */
  push(bytes: Buffer): void {
    this.#take(this.#decoder.write(bytes));
  }

  /** A line without an end is a line, too. */
  end(): void {
    this.#take(this.#decoder.end());
    if (this.#held > 0) this.#emit("");
  }

  #take(text: string): void {
    if (text === "") return;
    let start = this.#afterCr && text.startsWith("\n") ? 1 : 0;
    this.#afterCr = text.endsWith("\r");
    let lf = text.indexOf("\n", start);
    let cr = text.indexOf("\r", start);
    while (lf !== -1 || cr !== -1) {
      const end = lf === -1 ? cr : cr === -1 ? lf : Math.min(lf, cr);
      this.#emit(text.slice(start, end));
      start = end + (end === cr && lf === cr + 1 ? 2 : 1);
      if (lf !== -1 && lf < start) lf = text.indexOf("\n", start);
      if (cr !== -1 && cr < start) cr = text.indexOf("\r", start);
    }
    if (start < text.length) this.#keep(text.slice(start));
  }

  #emit(rest: string): void {
    const line = this.#held === 0 ? rest : this.#pieces.join("") + rest;
    this.#pieces = [];
    this.#held = 0;
    this.#onLine(line);
  }

  #keep(piece: string): void {
    this.#held += piece.length;
    if (this.#held > EVENT_MAX) throw new FramesError(`a line of more than ${EVENT_MAX} characters`);
    this.#pieces.push(piece);
  }
}
