import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { readYaml, type Source } from "../schema/yaml-source.ts";
import { loadModule } from "./load-module.ts";

/** What a suite's file says before it is checked. */
export interface SuiteValue extends Source {
  /** SHA-256 of the text, 12 hex digits. */
  readonly hash: string;
}

type Found = SuiteValue | { readonly mistakes: readonly string[] };

/** Reads a suite from YAML, JSON or a module with the export `suite` or default. */
export async function readSuiteValue(file: string): Promise<Found> {
  const text = readText(file);
  if (text === null)
    return {
      mistakes: [
        `there is no file ${file}; promptprof bench SUITE reads promptprof.bench.yaml without a name`,
      ],
    };
  return suiteValueIn(file, text);
}

/** The same for a text that is at hand. */
async function suiteValueIn(file: string, text: string): Promise<Found> {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  if (/^\.[cm]?[jt]s$/.test(extname(file))) return moduleValue(file, hash);
  const source = readYaml(file, text);
  return "mistakes" in source ? source : { ...source, hash };
}

async function moduleValue(file: string, hash: string): Promise<Found> {
  try {
    return { value: await loadModule(file), placeOf: () => file, hash };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { mistakes: [`${file}: ${reason}`] };
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
