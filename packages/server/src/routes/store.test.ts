import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { StoreAnswer } from "../contract.ts";
import { bodyOf, chatSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, startTestServer } from "../test-server.case.ts";

test("the store says what each table takes and how long rows are kept, as the config says and as it was told last", async () => {
  const first = await startTestServer({ env: { PROMPTPROF_RETENTION_CALLS: "30" } });
  await first.post("/v1/traces", bodyOf([chatSpan(1, Date.now())]), JSON_TYPE);
  await first.flush();
  const { body } = await first.ask<StoreAnswer>("/api/v1/store");
  expect(body.tables.find(({ table }) => table === "calls")).toMatchObject({ rows: 1, keptDays: 30 });
  expect(body.callsPerDay).toBe(1);
  expect(body.bytesInAYear).toBeGreaterThan(body.bytes);
  expect(body.damaged).toEqual([]);
  expect(body.disk?.totalBytes).toBeGreaterThan(0);
  await first.stop();

  const configFile = join(first.dataDir, "promptprof.yaml");
  writeFileSync(configFile, "retention: { calls: forever, projects: { scratch: 7 } }");
  const second = await startTestServer({ dataDir: first.dataDir, configFile });
  await second.stop();
  const third = await startTestServer({ dataDir: first.dataDir });
  const { retention } = (await third.ask<StoreAnswer>("/api/v1/store")).body;
  expect(retention).toMatchObject({ calls: null, days: null, hours: 400, projects: { scratch: 7 } });
  await third.remove();
});
