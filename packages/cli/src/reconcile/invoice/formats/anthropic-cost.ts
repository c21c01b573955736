import type { Fields } from "../fields.ts";
import type { InvoiceFormat, InvoiceLine } from "../invoice-format.ts";

const CENTS_PER_USD = 100;

/**
 * Anthropic's Usage and Cost Admin API, `GET /v1/organizations/cost_report`, a page or several: `data[]` of buckets
 * `{ starting_at, ending_at, results[] }`. Read of a result: `amount`, a decimal text in *cents* (`"123.45"` is $1.2345),
 * `currency` (USD alone is compared), `cost_type`, `token_type`, `model`, else the model in `description` (`Claude Opus 5
 * Usage - Input Tokens`), `workspace_id`. Ask with `group_by[]=description`: without it there is one sum a day. Costs of
 * the priority tier are not in this report.
 *
 * Source: platform.claude.com/docs/en/api/admin-api/usage-cost/get-cost-report.
 */
export const anthropicCostJson: InvoiceFormat = {
  name: "anthropic-cost-json",
  container: "json",
  provider: "anthropic",
  help: [
    "Anthropic's API: GET /v1/organizations/cost_report?group_by[]=description.",
    "Read: starting_at, amount (cents), currency, model or description,",
    "cost_type, token_type, workspace_id",
  ],
  marks: ["amount"],
  bucketMark: "starting_at",
  states: ["costNanoUsd"],
  day: (fields) => fields.day("starting_at", "iso"),
  line: (fields) => {
    const money = fields.money("amount", CENTS_PER_USD);
    if (money === null) return fields.has("amount") ? null : fields.wrong("amount is missing");
    const currency = fields.text("currency")?.toUpperCase() ?? "USD";
    if (currency !== "USD") return fields.wrong(`currency must be USD, got ${JSON.stringify(currency)}`);
    const description = fields.text("description");
    const model = fields.text("model") ?? modelOfDescription(description ?? "");
    return {
      ...subject(fields, model, description),
      key: fields.text("workspace_id"),
      costNanoUsd: money.nanoUsd,
      costStepNanoUsd: money.stepNanoUsd,
    };
  },
};

/**
 * The Claude Console, Cost, Export: one line a day, model, key and token type. Columns read: `usage_date_utc`, `model`
 * (as people write it: `Claude Haiku 4.5`), `api_key` (its name), else `workspace`, `token_type`, `cost_type`,
 * `cost_usd` (dollars in whole cents, after discounts; `list_price_usd` is before).
 *
 * Source: exports of 2025 and 2026 with these columns and usage_type, context_window, inference_geo, speed, api_key_id,
 * api_key_status.
 */
export const anthropicCostCsv: InvoiceFormat = {
  name: "anthropic-cost-csv",
  container: "csv",
  provider: "anthropic",
  help: [
    "Claude Console: Cost, Export. Read: usage_date_utc, model, api_key or",
    "workspace, token_type, cost_type, cost_usd",
  ],
  marks: ["usage_date_utc", "token_type", "cost_usd"],
  states: ["costNanoUsd"],
  day: (fields) => fields.day("usage_date_utc", "iso"),
  line: (fields) => {
    const money = fields.money("cost_usd");
    if (money === null) return fields.has("cost_usd") ? null : fields.wrong("cost_usd is missing");
    return {
      ...subject(fields, fields.text("model"), fields.text("usage_type")),
      key: fields.text("api_key") ?? fields.text("workspace"),
      costNanoUsd: money.nanoUsd,
      costStepNanoUsd: money.stepNanoUsd,
    };
  },
};

/** Tokens of a model, or a charge for something else: a web search, code execution, a session. */
function subject(
  fields: Fields,
  model: string | null,
  description: string | null,
): Pick<InvoiceLine, "model" | "charge"> {
  const costType = fields.text("cost_type");
  // An export that is not grouped says neither: it is one sum over everything.
  if (fields.has("token_type") || costType === null || /^tokens?$/i.test(costType))
    return { model, charge: null };
  return { model: null, charge: description === null ? costType : `${costType}: ${description}` };
}

function modelOfDescription(description: string): string | null {
  return /^(Claude [^(]+?)(?: \([^)]*\))? Usage\b/.exec(description)?.[1] ?? null;
}
