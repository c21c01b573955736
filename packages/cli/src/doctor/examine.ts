import { existsSync } from "node:fs";
import type { LedgerAnswer, StoreAnswer } from "@promptprof/server/contract";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import { DEFAULT_SERVER, storeSettings, type StoreSettings } from "../connection/settings.ts";
import { QuestionError } from "../question-error.ts";
import { webRoot } from "../serve/web-root.ts";
import type { Io } from "../terminal/io.ts";
import { firstCallTime } from "../top/ask-prompts.ts";
import { askUnpricedModels } from "./ask-unpriced-models.ts";
import { checkFolder } from "./check-folder.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkNode } from "./check-node.ts";
import { checkPrices } from "./check-prices.ts";
import { checkServer } from "./check-server.ts";
import { checkStore } from "./check-store.ts";
import { failure, ok, warning, type Finding } from "./finding.ts";

/** Checks the set-up from the ground up; what a failed check makes pointless is left out. */
export async function examine(options: ConnectionOptions, io: Io): Promise<Finding[]> {
  const findings = [checkNode(process.versions.node), checkPages()];
  const settings = await checkSettings(options, io, findings);
  if (settings === null) return findings;
  const { dataDir, storeUrl } = settings;
  if (storeUrl === null) findings.push(checkFolder(dataDir));
  const server = await checkServer(options.server ?? io.environment["PROMPTPROF_SERVER"] ?? DEFAULT_SERVER);
  findings.push(server);
  const readable = server.status === "ok" || storeUrl !== null || existsSync(dataDir);
  return readable ? [...findings, ...(await checkCalls(options, io))] : findings;
}

function checkPages(): Finding {
  const folder = webRoot();
  if (folder !== null) return ok("pages", "the web pages are installed");
  return warning("pages", "the web pages are not built; the API answers without them", [
    "in the repository: npm run build",
  ]);
}

async function checkSettings(
  options: ConnectionOptions,
  io: Io,
  findings: Finding[],
): Promise<StoreSettings | null> {
  try {
    const settings = await storeSettings(options, io.environment);
    findings.push(
      ok("config", settings.configFile === null ? "no config file; the defaults hold" : settings.configFile),
    );
    return settings;
  } catch (error) {
    findings.push(failureOf("config", error));
    return null;
  }
}

async function checkCalls(options: ConnectionOptions, io: Io): Promise<Finding[]> {
  let connection: Connection;
  try {
    connection = await openConnection(options, "read", io);
  } catch (error) {
    return [failureOf("store", error)];
  }
  try {
    return await checkConnection(connection, io.now());
  } finally {
    await connection.close();
  }
}

async function checkConnection(connection: Connection, now: number): Promise<Finding[]> {
  const to = now + 86_400_000;
  const ledger = await ask<LedgerAnswer>(connection, "/api/v1/ledger", { from: 0, to });
  const stored = checkStore(await ask<StoreAnswer>(connection, "/api/v1/store"));
  const from = await firstCallTime(connection, { from: null, to }, {});
  if (from === null) return [...checkLedger(ledger), ...stored];
  const models = await askUnpricedModels(connection, { from: Math.floor(from), to });
  return [...checkLedger(ledger), ...checkPrices(models, ledger.unpriced), ...stored];
}

function failureOf(check: string, error: unknown): Finding {
  if (!(error instanceof QuestionError)) throw error;
  const [message = "", ...advice] = error.message.split("\n");
  return failure(check, message, advice);
}
