// Makes src/generated/wire.js and wire.d.ts from proto/. Run it after a change of a .proto file:
//   node packages/otlp/scripts/generate.mjs
// With a folder as argument it writes there instead, which is how the test compares.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pbjs, pbts } from "protobufjs-cli";

const home = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const out = resolve(process.argv[2] ?? join(home, "src/generated"));
const protoFolder = join(home, "proto");

/** The services import everything else. */
const entries = [
  "opentelemetry/proto/collector/trace/v1/trace_service.proto",
  "opentelemetry/proto/collector/logs/v1/logs_service.proto",
  "opentelemetry/proto/collector/metrics/v1/metrics_service.proto",
  "google/rpc/status.proto",
];

/**
 * Decode and encode only: verify, convert and create checks are done once, by our own code, at the edge.
 * Long everywhere, so that a 64-bit field has one type whatever its value.
 */
const options = [
  ...words("--target static-module --wrap esm --es6 --root promptprof --force-long"),
  ...words("--no-create --no-verify --no-convert --no-delimited --no-typeurl --no-service"),
  "--path",
  protoFolder,
];

function words(line) {
  return line.split(" ");
}

const files = entries.map((entry) => join(protoFolder, entry));
const generate = promisify(pbjs.main);

await mkdir(out, { recursive: true });
// The types are read from the comments, which the code itself then goes without: 540 kB become 300.
const commented = join(out, "wire.commented.js");
await writeFile(commented, await generate([...options, ...files]));
await writeFile(join(out, "wire.d.ts"), await promisify(pbts.main)([commented]));
await rm(commented);
await writeFile(join(out, "wire.js"), await generate([...options, "--no-comments", ...files]));
