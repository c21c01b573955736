import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { BodyTooLargeError, MalformedBodyError, UnsupportedEncodingError } from "./body-error.ts";
import { inflate } from "./inflate.ts";

const limits = { compressedBytes: 1_000, inflatedBytes: 10_000 };
const text = Buffer.from("spans ".repeat(100));

test("a gzip body and a plain one come out the same", async () => {
  expect(await inflate(gzipSync(text), "gzip", limits)).toEqual(text);
  expect(await inflate(gzipSync(text), " GZIP ", limits)).toEqual(text);
  expect(await inflate(text, undefined, limits)).toEqual(text);
  expect(await inflate(text, "identity", limits)).toEqual(text);
});

test("a body over the limit is refused before anything is unpacked", async () => {
  await expect(inflate(Buffer.alloc(1_001), "gzip", limits)).rejects.toThrow(BodyTooLargeError);
  await expect(inflate(Buffer.alloc(1_001), undefined, limits)).rejects.toThrow(
    "body has 1001 bytes, the limit is 1000",
  );
});

test("a gzip bomb stops at the limit: 64 MiB of zeros cost no more memory than the limit allows", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20), { level: 1 });
  const roomy = { compressedBytes: 2 ** 21, inflatedBytes: 2 ** 20 };
  const before = process.memoryUsage().arrayBuffers;
  await expect(inflate(bomb, "gzip", roomy)).rejects.toThrow(BodyTooLargeError);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
});

test("cut-off gzip and what is no gzip are malformed", async () => {
  await expect(inflate(gzipSync(text).subarray(0, 20), "gzip", limits)).rejects.toThrow(MalformedBodyError);
  await expect(inflate(text, "gzip", limits)).rejects.toThrow("body is not valid gzip");
  await expect(inflate(Buffer.alloc(0), "gzip", limits)).rejects.toThrow(MalformedBodyError);
});

test("another encoding is named in the refusal", async () => {
  await expect(inflate(text, "br", limits)).rejects.toThrow(UnsupportedEncodingError);
  await expect(inflate(text, "br", limits)).rejects.toThrow(
    '"br" is not supported; send gzip or no encoding',
  );
});
