import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { failure, ok, type Finding } from "./finding.ts";

/** Can the data folder be used, or be made? */
export function checkFolder(dataDir: string): Finding {
  if (!existsSync(dataDir)) return checkParent(dataDir);
  if (!statSync(dataDir).isDirectory()) {
    return failure("data", `${dataDir} is not a folder`, ["name another one with --data DIR"]);
  }
  if (writable(dataDir)) return ok("data", `folder ${dataDir} can be written`);
  return failure("data", `folder ${dataDir} cannot be written`, [
    "give this user the right to write there, or name another one with --data DIR",
  ]);
}

/** The nearest folder above that exists decides. */
function checkParent(dataDir: string): Finding {
  let parent = dirname(resolve(dataDir));
  while (!existsSync(parent) && parent !== dirname(parent)) parent = dirname(parent);
  if (writable(parent)) return ok("data", `folder ${dataDir} will be made when something is stored`);
  return failure("data", `folder ${dataDir} cannot be made: ${parent} cannot be written`, [
    "name another one with --data DIR",
  ]);
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
