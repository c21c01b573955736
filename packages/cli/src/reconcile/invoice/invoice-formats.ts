import { anthropicCostCsv, anthropicCostJson } from "./formats/anthropic-cost.ts";
import { anthropicUsageCsv, anthropicUsageJson } from "./formats/anthropic-usage.ts";
import { openAiCostCsv, openAiCostJson } from "./formats/openai-cost.ts";
import { openAiUsageCsv, openAiUsageJson } from "./formats/openai-usage.ts";
import type { InvoiceFormat } from "./invoice-format.ts";

/** Every export that is read without a map. */
export const INVOICE_FORMATS: readonly InvoiceFormat[] = [
  openAiUsageJson,
  openAiUsageCsv,
  openAiCostJson,
  openAiCostCsv,
  anthropicUsageJson,
  anthropicUsageCsv,
  anthropicCostJson,
  anthropicCostCsv,
];

/** Any other CSV, read by a map. */
export const CSV_BY_MAP = "csv";
