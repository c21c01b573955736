import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "./open-store.ts";
import { storeCases } from "./store.case.ts";

storeCases("ClickHouse in the process", () =>
  openStore({ dataDir: mkdtempSync(join(tmpdir(), "promptprof-store-")) }),
);
