import { describe, expect, test } from "vitest";
import { callOf } from "./call-of.case.ts";
import { createPricer } from "./price-call.ts";
import { statedModel } from "./stated-model.ts";

const price = createPricer({});
const SONNET = "claude-3-5-sonnet-20241022-v2:0";
const ARN = "arn:aws:bedrock:us-east-1:123456789012";

/** The row and the reason of a call that names this model. */
function outcome(provider: string | null, responseModel: string) {
  const { row, reason } = price(callOf({ provider, responseModel })).pricing;
  return { row, reason };
}

describe("names of one model as people write them", () => {
  test.each([
    ["openai", "gpt-4o", "openai/gpt-4o"],
    ["openai", "gpt-4o-2024-08-06", "openai/gpt-4o"],
    ["openai", "openai/gpt-4o", "openai/gpt-4o"],
    [null, "openai/gpt-4o", "openai/gpt-4o"],
    [null, "gpt-4o", "openai/gpt-4o"],
    ["openai", " gpt-4o ", "openai/gpt-4o"],
    [null, "\tgpt-4o\n", "openai/gpt-4o"],
    ["openai", "GPT-4o", "openai/gpt-4o"],
    [null, "openrouter/openai/gpt-4o", "openrouter/openai/gpt-4o"],
    ["openrouter", "openrouter/openai/gpt-4o", "openrouter/openai/gpt-4o"],
    ["openrouter", "openai/gpt-4o", "openrouter/openai/gpt-4o"],
    [null, "openrouter/anthropic/claude-sonnet-4", "openrouter/anthropic/claude-sonnet-4"],
    [null, "azure/gpt-4o", "azure/gpt-4o"],
    ["gcp.gemini", "gemini-2.5-pro", "google/gemini-2.5-pro"],
    ["gcp.gemini", "models/gemini-2.5-pro", "google/gemini-2.5-pro"],
    [null, "models/gemini-2.5-pro", "google/gemini-2.5-pro"],
    // Gemini behind its OpenAI-compatible address.
    ["openai", "models/gemini-2.5-pro", "google/gemini-2.5-pro"],
    ["gcp.vertex_ai", "publishers/google/models/gemini-2.5-pro", "google/gemini-2.5-pro"],
    [null, "publishers/google/models/gemini-2.5-pro", "google/gemini-2.5-pro"],
    [
      "gcp.vertex_ai",
      "projects/p-1/locations/europe-west4/publishers/google/models/gemini-2.5-pro",
      "google/gemini-2.5-pro",
    ],
    ["aws.bedrock", `anthropic.${SONNET}`, `aws/regional.anthropic.${SONNET}`],
    ["aws.bedrock", `us.anthropic.${SONNET}`, `aws/regional.anthropic.${SONNET}`],
    ["aws.bedrock", `${ARN}:inference-profile/us.anthropic.${SONNET}`, `aws/regional.anthropic.${SONNET}`],
    [null, `${ARN}:inference-profile/us.anthropic.${SONNET}`, `aws/regional.anthropic.${SONNET}`],
    [null, `bedrock/us.anthropic.${SONNET}`, `aws/regional.anthropic.${SONNET}`],
  ])("%s, %j is priced by %s", (provider, model, row) => {
    expect(outcome(provider, model)).toEqual({ row, reason: null });
  });
});

describe("names that no list can know", () => {
  test.each([
    // A deployment is called what somebody calls it.
    [null, "azure/my-deployment"],
    ["azure.ai.openai", "my-deployment"],
    ["aws.bedrock", `${ARN}:application-inference-profile/a1b2c3d4`],
    ["gcp.vertex_ai", "projects/p-1/locations/us-central1/endpoints/123"],
    ["gcp.gemini", "tunedModels/gemini-2.5-pro-abc"],
    [null, "constructor/gpt-4o"],
    ["__proto__", "gpt-4o"],
    ["openai", "gpt-4o".repeat(1_667)],
    [null, "x".repeat(10_000)],
  ])("%s, %.60s", (provider, model) => {
    expect(outcome(provider, model)).toEqual({ row: null, reason: "unknown_model" });
  });
});

describe("a fine-tune is never priced as its base", () => {
  test.each([
    ["openai", "ft:gpt-4o-2024-08-06:org::id", "openai/ft:gpt-4o"],
    ["openai", "ft:gpt-4o-mini-2024-07-18:org::id", "openai/ft:gpt-4o-mini"],
    [null, "openai/ft:gpt-4o-2024-08-06:org::id", "openai/ft:gpt-4o"],
  ])("%s, %s has a row of its own", (provider, model, row) => {
    expect(outcome(provider, model)).toEqual({ row, reason: null });
  });

  test.each([
    ["openai", "ft:gpt-4.1-2025-04-14:org::id"],
    [null, "ft:gpt-4o-2024-08-06:org::id"],
    ["azure.ai.openai", "gpt-4o-2024-08-06.ft-0e208cf33a6a466994aff31a08aba678"],
    // The library would find the base in the middle of these names.
    ["aws.bedrock", `${ARN}:custom-model/anthropic.claude-3-haiku-20240307-v1:0/abcdef`],
    ["aws.bedrock", `${ARN}:custom-model/amazon.nova-lite-v1:0:300k/abcdef`],
    [null, `${ARN}:provisioned-model/anthropic.claude-3-haiku-20240307-v1:0`],
  ])("%s, %s has none", (provider, model) => {
    expect(outcome(provider, model)).toEqual({ row: null, reason: "unknown_model" });
  });

  test("nor as the model that was asked for", () => {
    const tuned = callOf({ responseModel: "ft:gpt-4.1-2025-04-14:org::id", requestModel: "gpt-4.1" });
    expect(price(tuned).pricing.reason).toBe("unknown_model");
  });

  test("but by an own price", () => {
    const own = { model: "ft:gpt-4.1-*", inputUsdPerMTok: 3, outputUsdPerMTok: 12 };
    const tuned = callOf({ responseModel: "ft:gpt-4.1-2025-04-14:org::id" });
    expect(createPricer({ prices: [own] })(tuned).pricing.row).toBe("config/ft:gpt-4.1-*");
  });
});

describe("words for nothing name no model", () => {
  const words = ["None", "null", "undefined", "unknown", "Unknown", "NULL", "", "  "];

  test.each(words)("%j", (model) => {
    expect(statedModel(model)).toBeNull();
    expect(outcome("openai", model)).toEqual({ row: null, reason: "no_model" });
  });

  test("the model that was asked for prices the call then", () => {
    expect(price(callOf({ responseModel: "None", requestModel: "gpt-4o" })).pricing.row).toBe(
      "openai/gpt-4o",
    );
  });

  test("a name that only begins like one is a name", () => {
    expect(statedModel(" none-of-your-business ")).toBe("none-of-your-business");
  });
});
