import { promisify } from "node:util";
import zlib from "node:zlib";
import { sqlError } from "@promptprof/store";

/** Bytes of a request, before and after decompression: a statement of a megabyte is a long one, parameters are longer. */
export const BODY_BYTES_MAX: number = 4 * 2 ** 20;

type Decode = (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate),
  br: promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress),
};

/** @throws SqlError for a coding that is not known here, and for a body that is not what its coding says or is too large */
export async function plainBody(body: Uint8Array, contentEncoding: string | undefined): Promise<string> {
  const coding = (contentEncoding ?? "").trim().toLowerCase();
  if (coding === "" || coding === "identity") return Buffer.from(body).toString();
  const decode = DECODERS[coding];
  if (decode === undefined)
    throw sqlError(48, `content-encoding ${coding} is not known here; send gzip, deflate or br`);
  try {
    return (await decode(body, { maxOutputLength: BODY_BYTES_MAX })).toString();
  } catch (cause) {
    throw sqlError(36, `the body is no ${coding} of at most ${BODY_BYTES_MAX} bytes (${String(cause)})`);
  }
}
