import { VOCABULARY } from "./files.ts";
import { readChecked } from "./read-checked.ts";

/** Begin of sequence: the first token of every prompt, and the sign of an end when the model writes it. */
export const BEGIN = 1;
export const END = 2;
/** Token of byte 0x00; the 256 bytes follow each other. */
const FIRST_BYTE = 3;
const SPACE = 410;

export interface Tokenizer {
  readonly encode: (text: string) => number[];
  /** Bytes of one token's piece: some characters come in several tokens, so decode UTF-8 as a stream. */
  readonly bytes: (token: number) => Uint8Array;
}

interface Piece {
  readonly text: string;
  readonly score: number;
}

/** Reads the vocabulary of 512 pieces. */
export function loadTokenizer(): Tokenizer {
  const pieces = readPieces(readChecked(VOCABULARY));
  const byText = new Map(pieces.map((piece, token) => [piece.text, token]));
  const bytes = pieces.map(pieceBytes);
  return {
    encode: (text) => encode(text, pieces, byText),
    bytes: (token) => bytes[token] ?? new Uint8Array(),
  };
}

/** int32 longest piece, then per piece: float32 score, int32 length, UTF-8 bytes. */
function readPieces(buffer: ArrayBuffer): Piece[] {
  const view = new DataView(buffer);
  const decoder = new TextDecoder();
  const pieces: Piece[] = [];
  for (let offset = 4; offset < view.byteLength;) {
    const length = view.getInt32(offset + 4, true);
    const text = decoder.decode(new Uint8Array(buffer, offset + 8, length));
    pieces.push({ text, score: view.getFloat32(offset, true) });
    offset += 8 + length;
  }
  return pieces;
}

function pieceBytes(piece: Piece): Uint8Array {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(piece.text)?.[1];
  return byte === undefined ? new TextEncoder().encode(piece.text) : Uint8Array.of(Number.parseInt(byte, 16));
}

/** Characters (or their bytes) first, then the best-scored neighbouring pair is merged until none is left. */
function encode(text: string, pieces: readonly Piece[], byText: ReadonlyMap<string, number>): number[] {
  if (text === "") return [BEGIN];
  const tokens = [SPACE, ...Array.from(text).flatMap((character) => characterTokens(character, byText))];
  for (let best = bestPair(tokens, pieces, byText); best !== null; best = bestPair(tokens, pieces, byText)) {
    tokens.splice(best.index, 2, best.token);
  }
  return [BEGIN, ...tokens];
}

function characterTokens(character: string, byText: ReadonlyMap<string, number>): number[] {
  const token = byText.get(character);
  if (token !== undefined) return [token];
  return Array.from(new TextEncoder().encode(character), (byte) => byte + FIRST_BYTE);
}

/** The first one wins a tie. */
function bestPair(
  tokens: readonly number[],
  pieces: readonly Piece[],
  byText: ReadonlyMap<string, number>,
): { index: number; token: number } | null {
  let best: { index: number; token: number } | null = null;
  let bestScore = -Infinity;
  for (let index = 0; index + 1 < tokens.length; index += 1) {
    const token = byText.get(textOf(tokens[index], pieces) + textOf(tokens[index + 1], pieces));
    const score = token === undefined ? -Infinity : (pieces[token]?.score ?? -Infinity);
    if (token !== undefined && score > bestScore) {
      best = { index, token };
      bestScore = score;
    }
  }
  return best;
}

function textOf(token: number | undefined, pieces: readonly Piece[]): string {
  return token === undefined ? "" : (pieces[token]?.text ?? "");
}
