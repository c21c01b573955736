import type { Transform } from "node:stream";
import zlib from "node:zlib";

/** Bytes that a compressed body may have once it is plain: a thousand times compressed zeros must not fill the memory. */
export const PLAIN_BYTES_MAX = 64 * 2 ** 20;

/** What a stream that broke off still gives, instead of an error. */
const TOLERANT = { finishFlush: zlib.constants.Z_SYNC_FLUSH };

/**
 * Makes a copy of a body plain (RFC 9110 section 8.4.1, RFC 8878 for zstd where Node has it).
 *
 * @returns null for a plain body, `unknown` for a coding that cannot be undone here
 */
export function decoderOf(contentEncoding: string | undefined): Transform | "unknown" | null {
  switch ((contentEncoding ?? "").trim().toLowerCase()) {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return zlib.createGunzip(TOLERANT);
    case "deflate":
      return zlib.createInflate(TOLERANT);
    case "br":
      return zlib.createBrotliDecompress();
    case "zstd":
      return zstdDecoder() ?? "unknown";
    default:
      return "unknown";
  }
}

/** Since Node 22.15; older ones pass zstd without measuring it. */
function zstdDecoder(): Transform | null {
  const create: unknown = Reflect.get(zlib, "createZstdDecompress");
  if (typeof create !== "function") return null;
  const decoder: Transform = Reflect.apply(create, zlib, []);
  return decoder;
}
