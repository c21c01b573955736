import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import { missing } from "../shared-files.ts";
import { profileAiCases } from "./profile-ai.case.ts";

const folder = new URL("./ai-7/node_modules/", import.meta.url);
const installed = new URL("ai/dist/index.js", folder);
const absent = !existsSync(fileURLToPath(installed));
const reason = absent ? " (skipped: not installed, run npm ci in tests/clients/ai-7)" : "";

describe.skipIf(absent || missing("data/model/stories260K.bin"))(
  `profileMiddleware() and ai 7${reason}`,
  async () => {
    if (absent) return;
    // The two majors' types are close, not equal; the cases use what both have.
    const ai = (await import(installed.href)) as typeof import("ai");
    const compatible = new URL("@ai-sdk/openai-compatible/dist/index.js", folder);
    const { createOpenAICompatible } = (await import(
      compatible.href
    )) as typeof import("@ai-sdk/openai-compatible");
    profileAiCases(ai, createOpenAICompatible);
  },
);
