import { formatCount, formatTokens } from "../format/tokens.ts";
import { ok, warning, type Finding } from "./finding.ts";
import type { UnpricedModel } from "./unpriced-model.ts";

/** A list that nobody reads to its end helps nobody; the largest come first. */
const MODELS_SHOWN = 10;

/**
 * Has every call a price; if not, what is to be added or changed?
 *
 * @param models   those with unpriced calls, as far as they are among the most called
 * @param unpriced the ledger's count of all unpriced calls, by reason
 */
export function checkPrices(
  models: readonly UnpricedModel[],
  unpriced: Readonly<Record<string, number>>,
): Finding[] {
  const findings = [unknownModels(models, unpriced["unknown_model"] ?? 0), ...otherReasons(models, unpriced)];
  const found = findings.filter((finding) => finding !== null);
  return found.length > 0 ? found : [ok("prices", "every call that should have a price has one")];
}

function unknownModels(models: readonly UnpricedModel[], calls: number): Finding | null {
  if (calls === 0) return null;
  const unknown = models.filter(({ reasons }) => reasons.includes("unknown_model"));
  const shown = unknown.slice(0, MODELS_SHOWN);
  const more = unknown.length > shown.length ? [`  # and ${unknown.length - shown.length} more models`] : [];
  return warning("prices", `${formatCount(calls)} calls have no price: no price list knows their model`, [
    "add what you pay to promptprof.yaml, in US dollars per million tokens:",
    "",
    "prices:",
    ...shown.flatMap(priceEntry),
    ...more,
  ]);
}

/** JSON is YAML too, so that a name with a colon or a hash stays a name. */
function priceEntry({ model, unpricedCalls, inputTokens, outputTokens }: UnpricedModel): string[] {
  const used = `${formatCount(unpricedCalls)} calls, ${formatTokens(inputTokens)} tokens in, ${formatTokens(outputTokens)} out`;
  return [
    `  - model: ${JSON.stringify(model ?? "")} # ${used}`,
    "    inputUsdPerMTok:",
    "    outputUsdPerMTok:",
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
function otherReasons(
  models: readonly UnpricedModel[],
  unpriced: Readonly<Record<string, number>>,
): (Finding | null)[] {
  return Object.entries(ADVICE).map(([reason, advice]) => {
    const calls = unpriced[reason] ?? 0;
    if (calls === 0) return null;
    const names = models.filter(({ model, reasons }) => model !== null && reasons.includes(reason));
    const of = names.length === 0 ? "" : `: ${names.map(({ model }) => model).join(", ")}`;
    return warning("prices", `${formatCount(calls)} calls have no price, ${reason}${of}`, [advice]);
  });
}
