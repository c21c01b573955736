import { formatCount, formatTokens } from "../format/tokens.ts";
import { ok, warning, type Finding } from "./finding.ts";
import type { UnpricedModel } from "./unpriced-model.ts";

/** Has every call a price; if not, what is to be added or changed? */
export function checkPrices(models: readonly UnpricedModel[]): Finding[] {
  const findings = [unknownModels(models), ...otherReasons(models)].filter((finding) => finding !== null);
  return findings.length > 0 ? findings : [ok("prices", "every call that should have a price has one")];
}

function unknownModels(models: readonly UnpricedModel[]): Finding | null {
  const unknown = models.filter(({ reasons }) => reasons.includes("unknown_model"));
  if (unknown.length === 0) return null;
  const calls = unknown.reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0);
  return warning(
    "prices",
    `${formatCount(calls)} calls of ${unknown.length} ${unknown.length === 1 ? "model" : "models"} have no price: no price list has it`,
    [
      "add what you pay to promptprof.yaml, in US dollars per million tokens:",
      "",
      "prices:",
      ...unknown.flatMap(priceEntry),
    ],
  );
}

/** JSON is YAML too, so that a name with a colon or a hash stays a name. */
function priceEntry({ model, unpricedCalls, inputTokens, outputTokens }: UnpricedModel): string[] {
  const used = `${formatCount(unpricedCalls)} calls, ${formatTokens(inputTokens)} tokens in, ${formatTokens(outputTokens)} out`;
  return [
    `  - model: ${JSON.stringify(model ?? "")} # ${used}`,
    "    inputUsdPerMTok: ",
    "    outputUsdPerMTok: ",
  ];
}

const ADVICE: Readonly<Record<string, string>> = {
  no_model: "the instrumentation names no model: set gen_ai.request.model on its spans",
  absent_tokens:
    "the provider's usage is not passed on; for OpenAI streams ask for it: stream_options: { include_usage: true }",
  impossible_tokens:
    "the reported token counts contradict each other; look at these calls and their instrumentation",
  price_error: "the price library failed on these calls; this is worth a bug report",
};

/** A failed call used nothing that anyone knows of: that is no gap in the prices. */
function otherReasons(models: readonly UnpricedModel[]): (Finding | null)[] {
  return Object.entries(ADVICE).map(([reason, advice]) => {
    const names = models
      .filter(({ reasons }) => reasons.includes(reason))
      .map(({ model }) => model ?? "(no model)");
    return names.length === 0
      ? null
      : warning("prices", `unpriced, ${reason}: ${names.join(", ")}`, [advice]);
  });
}
