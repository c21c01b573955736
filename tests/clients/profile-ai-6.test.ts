import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import * as ai from "ai";
import { describe } from "vitest";
import { missing } from "../shared-files.ts";
import { profileAiCases } from "./profile-ai.case.ts";

describe.skipIf(missing("data/model/stories260K.bin"))("profileMiddleware() and ai 6", () => {
  profileAiCases(ai, createOpenAICompatible);
});
