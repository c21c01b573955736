import { priceEntry, unpricedAdvice } from "@promptprof/model";
import { formatCount, formatTokens } from "@promptprof/model/format";
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
    `${sentenceFor("unknown_model")}:`,
    "",
    "prices:",
    ...shown.flatMap(entryOf),
    ...more,
  ]);
}

function entryOf({ model, unpricedCalls, inputTokens, outputTokens }: UnpricedModel): string[] {
  const comment = `${formatCount(unpricedCalls)} calls, ${formatTokens(inputTokens)} tokens in, ${formatTokens(outputTokens)} out`;
  return priceEntry({ model: model ?? "", comment });
}

/** A failed call used nothing that anyone knows of: that is no gap in the prices. */
const NO_FINDING = new Set(["unknown_model", "failed_without_tokens"]);

function otherReasons(
  models: readonly UnpricedModel[],
  unpriced: Readonly<Record<string, number>>,
): (Finding | null)[] {
  const reasons = Object.entries(unpriced).filter(([reason, calls]) => calls > 0 && !NO_FINDING.has(reason));
  return reasons
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, calls]) => {
      const names = models.flatMap(({ model, reasons: seen }) =>
        model !== null && seen.includes(reason) ? [model] : [],
      );
      const of = names.length === 0 ? "" : `: ${names.join(", ")}`;
      const title = `${formatCount(calls)} calls have no price, ${reason}${of}`;
      return warning("prices", title, adviceFor(reason, names));
    });
}

/** The sentence, and the lines that price the model with the most calls where a price helps. */
function adviceFor(reason: string, [model]: readonly string[]): string[] {
  const { yaml } = unpricedAdvice(reason, null, model ?? null) ?? { yaml: [] };
  return yaml.length === 0 ? [sentenceFor(reason)] : [`${sentenceFor(reason)}:`, "", ...yaml];
}

function sentenceFor(reason: string): string {
  return unpricedAdvice(reason, null, null)?.sentence ?? "look at these calls";
}
