import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import { missing } from "../shared-files.ts";
import { profileOpenAiCases } from "./profile-openai.case.ts";

const installed = new URL("./openai-7/node_modules/openai/index.mjs", import.meta.url);
const absent = !existsSync(fileURLToPath(installed));
const reason = absent ? " (skipped: not installed, run npm ci in tests/clients/openai-7)" : "";

describe.skipIf(absent || missing("data/model/stories260K.bin"))(
  `profile() and openai 7${reason}`,
  async () => {
    if (absent) return;
    // The two majors' types are close, not equal; the cases use what both have.
    const { OpenAI } = (await import(installed.href)) as { OpenAI: typeof import("openai").OpenAI };
    profileOpenAiCases(OpenAI);
  },
);
