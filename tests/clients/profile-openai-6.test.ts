import OpenAI from "openai";
import { describe } from "vitest";
import { missing } from "../shared-files.ts";
import { profileOpenAiCases } from "./profile-openai.case.ts";

describe.skipIf(missing("data/model/stories260K.bin"))("profile() and openai 6", () => {
  profileOpenAiCases(OpenAI);
});
