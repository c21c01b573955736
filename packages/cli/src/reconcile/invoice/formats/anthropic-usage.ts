import type { AmountName } from "../../amounts.ts";
import type { InvoiceFormat, InvoiceLine } from "../invoice-format.ts";

/** Neither export counts requests. */
const states: readonly AmountName[] = ["inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens"];

/**
 * Anthropic's Usage and Cost Admin API, `GET /v1/organizations/usage_report/messages`, a page or several: `data[]` of
 * buckets `{ starting_at, ending_at, results[] }`, RFC 3339 in UTC. Read of a result: `uncached_input_tokens`,
 * `cache_creation.ephemeral_5m_input_tokens` and `.ephemeral_1h_input_tokens`, `cache_read_input_tokens`,
 * `output_tokens`, `model`, `api_key_id` (null = the Console), else `workspace_id`. The input of an invoice row is the
 * sum of the first four. Ask with `group_by[]=model` (and `api_key_id`). Tiers, windows and places are summed over.
 *
 * Source: platform.claude.com/docs/en/api/admin-api/usage-cost/get-messages-usage-report.
 */
export const anthropicUsageJson: InvoiceFormat = {
  name: "anthropic-usage-json",
  container: "json",
  provider: "anthropic",
  help: [
    "Anthropic's API: GET /v1/organizations/usage_report/messages",
    "?group_by[]=model&group_by[]=api_key_id. Read: starting_at, model,",
    "api_key_id or workspace_id, uncached_input_tokens, cache_creation.*,",
    "cache_read_input_tokens, output_tokens",
  ],
  marks: ["uncached_input_tokens"],
  bucketMark: "starting_at",
  states,
  day: (fields) => fields.day("starting_at", "iso"),
  line: (fields) => {
    const written = fields.nested("cache_creation");
    return usageLine({
      model: fields.text("model"),
      key: fields.text("api_key_id") ?? fields.text("workspace_id"),
      uncached: fields.requiredCount("uncached_input_tokens"),
      read: fields.count("cache_read_input_tokens"),
      written5m: written?.count("ephemeral_5m_input_tokens") ?? null,
      written1h: written?.count("ephemeral_1h_input_tokens") ?? null,
      output: fields.requiredCount("output_tokens"),
    });
  },
};

/**
 * The Claude Console, Usage, Export: one line a day, model, key and window. Columns read: `usage_date_utc`,
 * `model_version`, `api_key` (its name), else `workspace`, `usage_input_tokens_no_cache`,
 * `usage_input_tokens_cache_write_5m`, `usage_input_tokens_cache_write_1h` (older exports:
 * `usage_input_tokens_cache_write`), `usage_input_tokens_cache_read`, `usage_output_tokens`.
 *
 * Source: exports of 2025 and 2026 with these columns and workspace, usage_type, context_window, web_search_count,
 * inference_geo, speed.
 */
export const anthropicUsageCsv: InvoiceFormat = {
  name: "anthropic-usage-csv",
  container: "csv",
  provider: "anthropic",
  help: [
    "Claude Console: Usage, Export. Read: usage_date_utc, model_version,",
    "api_key or workspace, usage_input_tokens_no_cache, _cache_write_5m,",
    "_cache_write_1h, _cache_read, usage_output_tokens",
  ],
  marks: ["usage_date_utc", "usage_input_tokens_no_cache", "usage_output_tokens"],
  states,
  day: (fields) => fields.day("usage_date_utc", "iso"),
  line: (fields) =>
    usageLine({
      model: fields.text("model_version") ?? fields.text("model"),
      key: fields.text("api_key") ?? fields.text("workspace"),
      uncached: fields.requiredCount("usage_input_tokens_no_cache"),
      read: fields.count("usage_input_tokens_cache_read"),
      written5m:
        fields.count("usage_input_tokens_cache_write_5m") ?? fields.count("usage_input_tokens_cache_write"),
      written1h: fields.count("usage_input_tokens_cache_write_1h"),
      output: fields.requiredCount("usage_output_tokens"),
    }),
};

interface Usage extends Pick<InvoiceLine, "model" | "key"> {
  readonly uncached: number | null;
  readonly read: number | null;
  readonly written5m: number | null;
  readonly written1h: number | null;
  readonly output: number | null;
}

function usageLine({ model, key, uncached, read, written5m, written1h, output }: Usage): InvoiceLine {
  const written = written5m === null && written1h === null ? null : (written5m ?? 0) + (written1h ?? 0);
  return {
    model,
    key,
    charge: null,
    inputTokens: uncached === null ? null : uncached + (read ?? 0) + (written ?? 0),
    cacheReadTokens: read,
    cacheWriteTokens: written,
    outputTokens: output,
  };
}
