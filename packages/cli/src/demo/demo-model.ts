/** A model that the demo calls. */
export interface DemoModel {
  readonly provider: string;
  readonly requestModel: string;
  readonly responseModel: string;
  /** How the provider caches a long beginning: in steps of 128 tokens, or as a block that is written first. */
  readonly caching: "steps" | "blocks" | "none";
  readonly finished: string;
  readonly cutOff: string;
}

const model = (fields: Partial<DemoModel> & Pick<DemoModel, "provider" | "requestModel">): DemoModel => ({
  responseModel: fields.requestModel,
  caching: "none",
  finished: "stop",
  cutOff: "length",
  ...fields,
});
const anthropic = {
  provider: "anthropic",
  caching: "blocks",
  finished: "end_turn",
  cutOff: "max_tokens",
} as const;
const openai = { provider: "openai", caching: "steps" } as const;

export const gpt41Mini: DemoModel = model({
  ...openai,
  requestModel: "gpt-4.1-mini",
  responseModel: "gpt-4.1-mini-2025-04-14",
});
export const gpt41: DemoModel = model({
  ...openai,
  requestModel: "gpt-4.1",
  responseModel: "gpt-4.1-2025-04-14",
});
/** The notebooks call it by its alias, and their endpoint answers with the same. */
export const gpt4oMini: DemoModel = model({ ...openai, requestModel: "gpt-4o-mini" });
export const gpt5Mini: DemoModel = model({
  ...openai,
  requestModel: "gpt-5-mini",
  responseModel: "gpt-5-mini-2025-08-07",
});
export const haiku: DemoModel = model({
  ...anthropic,
  requestModel: "claude-haiku-4-5",
  responseModel: "claude-haiku-4-5-20251001",
});
export const sonnet: DemoModel = model({
  ...anthropic,
  requestModel: "claude-sonnet-4-5",
  responseModel: "claude-sonnet-4-5-20250929",
});
export const flash: DemoModel = model({
  provider: "gcp.gemini",
  requestModel: "gemini-2.5-flash",
  finished: "STOP",
  cutOff: "MAX_TOKENS",
});
/** A model of the team's own: no price list knows it, so its calls are unpriced until the config names a price. */
export const houseRouter: DemoModel = model({ provider: "self_hosted", requestModel: "house-router-3b" });
