import { describe } from "vitest";
import { missing } from "../shared-files.ts";
import { profileOpenAiCases } from "./profile-openai.case.ts";
import { apartClient } from "./test-clients.ts";

const seven = apartClient("openai-7", "openai/index.mjs");

describe.skipIf(seven.absent || missing("data/model/stories260K.bin"))(
  `profile() and openai 7${seven.reason}`,
  async () => {
    if (seven.absent) return;
    // The two majors' types are close, not equal; the cases use what both have.
    const { OpenAI } = (await seven.load()) as { OpenAI: typeof import("openai").OpenAI };
    profileOpenAiCases(OpenAI);
  },
);
