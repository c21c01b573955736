import type { Transform } from "node:stream";
import zlib from "node:zlib";

/** How to compress an answer: the first coding that the client names and that we have. */
export interface Encoder {
  readonly coding: string;
  readonly stream: Transform;
}

const MAKERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => zlib.createGzip({ level: 3 }),
  deflate: () => zlib.createDeflate({ level: 3 }),
  br: () => zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } }),
};

/** @returns null where the client takes nothing but plain bytes */
export function encoderFor(acceptEncoding: string | undefined): Encoder | null {
  const named = (acceptEncoding ?? "")
    .split(",")
    .map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "");
  const coding = named.find((name) => name in MAKERS);
  const make = coding === undefined ? undefined : MAKERS[coding];
  return coding === undefined || make === undefined ? null : { coding, stream: make() };
}
