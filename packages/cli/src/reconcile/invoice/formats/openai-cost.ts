import type { Fields } from "../fields.ts";
import type { InvoiceFormat, InvoiceLine } from "../invoice-format.ts";
import { readLineItem, type TokenPart } from "./line-item.ts";
import { openAiDay } from "./openai-bucket.ts";

/**
 * OpenAI's Costs API, `GET /v1/organization/costs`, a page or several: `data[]` of buckets `{ start_time, end_time,
 * results[] }`. Read of a result: `amount.value` in dollars (a number, or a text with many decimals), `amount.currency`
 * (usd alone is compared), `line_item`, `api_key_id`, else `project_id`; and where it is there `quantity` with
 * `quantity_unit` tokens, which gives the tokens that were billed. Ask with `group_by=line_item`: without it there is
 * one sum a day.
 *
 * Source: developers.openai.com/api/reference, "Usage: costs"; the form of `line_item` is in `line-item.ts`.
 */
export const openAiCostJson: InvoiceFormat = {
  name: "openai-cost-json",
  container: "json",
  provider: "openai",
  help: [
    "OpenAI's API: GET /v1/organization/costs?group_by=line_item. Read:",
    "start_time, end_time, amount.value (dollars), amount.currency, line_item,",
    "api_key_id or project_id, quantity and quantity_unit (tokens)",
  ],
  marks: ["amount"],
  bucketMark: "start_time",
  states: ["costNanoUsd"],
  day: openAiDay,
  line: (fields) => {
    const amount = fields.nested("amount");
    if (amount === null) return fields.has("amount") ? null : fields.wrong("amount is missing");
    return costLine(fields, amount, "value", "currency");
  },
};

/**
 * OpenAI's dashboard, Usage, Export, cost: the Costs API's results as a table. Columns read: `start_time`, `end_time`,
 * `amount_value` (dollars), `amount_currency`, `line_item`, `api_key_id`, else `project_id`, and `quantity` with
 * `quantity_unit` where they are there. A line with the two times alone is a day without costs.
 *
 * Source: an export of October 2025 with the columns start_time, end_time, start_time_iso, end_time_iso, amount_value,
 * amount_currency, line_item, project_id, organization_id, organization_name.
 */
export const openAiCostCsv: InvoiceFormat = {
  name: "openai-cost-csv",
  container: "csv",
  provider: "openai",
  help: [
    "OpenAI's dashboard: Usage, Export, cost. The same fields as columns, with",
    "amount_value and amount_currency",
  ],
  marks: ["start_time", "amount_value", "amount_currency"],
  states: ["costNanoUsd"],
  day: openAiDay,
  line: (fields) =>
    fields.has("amount_value") ? costLine(fields, fields, "amount_value", "amount_currency") : null,
};

function costLine(fields: Fields, amount: Fields, value: string, currencyField: string): InvoiceLine | null {
  const money = amount.money(value);
  if (money === null) return amount.has(value) ? null : amount.wrong(`${value} is missing`);
  const currency = amount.text(currencyField)?.toLowerCase() ?? "usd";
  if (currency !== "usd")
    return amount.wrong(`${currencyField} must be usd, got ${JSON.stringify(currency)}`);
  return {
    ...subject(fields),
    key: fields.text("api_key_id") ?? fields.text("project_id"),
    costNanoUsd: money.nanoUsd,
    costStepNanoUsd: money.stepNanoUsd,
  };
}

function subject(fields: Fields): Pick<InvoiceLine, "model" | "charge"> & Partial<InvoiceLine> {
  const text = fields.text("line_item");
  if (text === null) return { model: null, charge: null };
  const unit = fields.text("quantity_unit");
  const item = readLineItem(text);
  if (item.kind === "charge" || (unit !== null && unit !== "tokens")) return { model: null, charge: text };
  const tokens = unit === "tokens" && item.part !== null ? fields.count("quantity") : null;
  return {
    model: item.model,
    charge: null,
    ...(tokens === null || item.part === null ? {} : billedTokens(item.part, tokens)),
  };
}

/** A bill has each token in one line, so its input line is without the cached ones, which have lines of their own. */
function billedTokens(part: TokenPart, tokens: number): Partial<InvoiceLine> {
  if (part === "output") return { outputTokens: tokens };
  if (part === "cacheRead") return { inputTokens: tokens, cacheReadTokens: tokens };
  if (part === "cacheWrite") return { inputTokens: tokens, cacheWriteTokens: tokens };
  return { inputTokens: tokens };
}
