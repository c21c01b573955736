import type { AmountName } from "../../amounts.ts";
import type { Fields } from "../fields.ts";
import type { InvoiceFormat, InvoiceLine } from "../invoice-format.ts";
import { openAiDay } from "./openai-bucket.ts";

const states: readonly AmountName[] = ["requests", "inputTokens", "cacheReadTokens", "outputTokens"];

/**
 * OpenAI's Usage API, `GET /v1/organization/usage/completions` (and `/embeddings`, `/moderations`), a page or several:
 * `data[]` of buckets `{ start_time, end_time, results[] }`, epoch seconds. Read of a result: `input_tokens` (cached and
 * cache-write tokens included), `input_cached_tokens`, `input_cache_write_tokens`, `output_tokens`,
 * `num_model_requests`, `model`, `api_key_id`, else `project_id`. Ask with `group_by=model` (and `api_key_id`): what is
 * not grouped is null. Batch, tier, user and the modalities are summed over.
 *
 * Source: developers.openai.com/api/reference, "Usage: completions"; `input_tokens` includes the cached ones there.
 */
export const openAiUsageJson: InvoiceFormat = {
  name: "openai-usage-json",
  container: "json",
  provider: "openai",
  help: [
    "OpenAI's API: GET /v1/organization/usage/completions, or embeddings,",
    "?group_by=model&group_by=api_key_id. Read: start_time, end_time, model,",
    "api_key_id or project_id, num_model_requests, input_tokens,",
    "input_cached_tokens, input_cache_write_tokens, output_tokens",
  ],
  marks: ["input_tokens"],
  bucketMark: "start_time",
  states,
  day: openAiDay,
  line: usageLine,
};

/**
 * OpenAI's dashboard, Usage, Export, activity: the Usage API's results as a table, one line a bucket and group. Columns
 * read: `start_time`, `end_time` (epoch seconds), `num_model_requests`, `model`, `api_key_id`, else `project_id`,
 * `input_tokens` (cached included), `input_cached_tokens`, `input_cache_write_tokens`, `output_tokens`; counts are
 * written as `10.0`. A line with the two times alone is a day without usage.
 *
 * Source: an export of October 2025 with the columns start_time, end_time, start_time_iso, end_time_iso, project_id,
 * num_model_requests, user_id, api_key_id, model, batch, service_tier, input_tokens, output_tokens,
 * input_cached_tokens, input_uncached_tokens and the modalities; its input is cached + uncached in every line.
 */
export const openAiUsageCsv: InvoiceFormat = {
  name: "openai-usage-csv",
  container: "csv",
  provider: "openai",
  help: ["OpenAI's dashboard: Usage, Export, activity. The same fields as columns"],
  marks: ["start_time", "num_model_requests", "input_tokens", "output_tokens"],
  states,
  day: openAiDay,
  line: (fields) =>
    fields.has("num_model_requests") || fields.has("input_tokens") ? usageLine(fields) : null,
};

function usageLine(fields: Fields): InvoiceLine {
  const inputTokens = fields.requiredCount("input_tokens");
  const cacheReadTokens = fields.count("input_cached_tokens");
  const cacheWriteTokens = fields.count("input_cache_write_tokens");
  const cached = (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
  if (inputTokens !== null && cached > inputTokens) {
    fields.wrong(
      `input_tokens must include the cached tokens: ${inputTokens} are fewer than ${cached} cached ones`,
    );
  }
  return {
    model: fields.text("model"),
    key: fields.text("api_key_id") ?? fields.text("project_id"),
    charge: null,
    requests: fields.count("num_model_requests"),
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    // Embeddings and moderations have none.
    outputTokens: fields.count("output_tokens"),
  };
}
