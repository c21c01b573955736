import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Long from "long";
import { describe, expect, test } from "vitest";
import { opentelemetry } from "#wire";

test("generating again from proto/ gives the same bytes", () => {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-wire-"));
  try {
    execFileSync(process.execPath, ["packages/otlp/scripts/generate.mjs", folder]);
    for (const file of ["wire.js", "wire.d.ts"]) {
      const fresh = readFileSync(join(folder, file), "utf8");
      expect(fresh === readFileSync(join("packages/otlp/src/generated", file), "utf8")).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

const FOLDER = "../shared/captures";
const missing = existsSync(FOLDER) ? "" : ` (skipped: ${FOLDER} is missing)`;

interface Oracle {
  decode(body: Uint8Array): object;
  toObject(message: object, options: object): object;
}

/** The decoder that OpenTelemetry itself once generated from the same definitions. */
function oracle(signal: "trace" | "logs" | "metrics", request: string): Oracle {
  const require = createRequire(import.meta.url);
  const root = require("@opentelemetry/otlp-transformer/build/src/generated/root.js");
  return root.opentelemetry.proto.collector[signal].v1[request];
}

/**
 * A decoded message as plain values: 64-bit numbers as text, bytes in base64. Empty lists and zeros are left out,
 * because a field that stands on the wire with its default is set by one decoder and skipped by the other.
 */
function plain(value: unknown): unknown {
  if (Long.isLong(value)) return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(
    ([, field]) => field !== 0 && !(Array.isArray(field) && field.length === 0),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}

describe.skipIf(missing !== "")(`against OpenTelemetry's own decoder${missing}`, () => {
  const { trace, logs, metrics } = opentelemetry.proto.collector;
  test.each([
    ["traces", trace.v1.ExportTraceServiceRequest, oracle("trace", "ExportTraceServiceRequest")],
    ["logs", logs.v1.ExportLogsServiceRequest, oracle("logs", "ExportLogsServiceRequest")],
    ["metrics", metrics.v1.ExportMetricsServiceRequest, oracle("metrics", "ExportMetricsServiceRequest")],
  ])("every captured body of %s decodes to the same", (signal, ours, theirs) => {
    const files = readdirSync(FOLDER).filter((file) => file.includes(`.${signal}.`) && file.endsWith(".bin"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const body = readFileSync(join(FOLDER, file));
      const reference = theirs.toObject(theirs.decode(body), { longs: String, enums: Number, bytes: String });
      expect(plain(ours.decode(body))).toEqual(plain(reference));
    }
  });
});
