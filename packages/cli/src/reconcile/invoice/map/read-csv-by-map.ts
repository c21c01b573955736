import { QuestionError } from "../../../question-error.ts";
import type { Fields } from "../fields.ts";
import type { InvoiceLine } from "../invoice-format.ts";
import { CSV_BY_MAP } from "../invoice-formats.ts";
import type { InvoiceOutcome } from "../invoice.ts";
import { readTable, type Table } from "../read-table.ts";
import { COUNT_FIELDS, type InvoiceMap, type MapColumn, type MapConstant } from "./invoice-map.ts";

const CENTS_PER_USD = 100;

/**
 * Reads any CSV whose columns a map names. An empty cell is an amount that the line does not state.
 *
 * @throws QuestionError with every mapped column that the file lacks, at the map's line that names it
 */
export function readCsvByMap(file: string, map: InvoiceMap): Promise<InvoiceOutcome> {
  const bind = (columns: ReadonlySet<string>): Table => {
    checkColumns(file, map, columns);
    return {
      name: CSV_BY_MAP,
      provider: map.provider,
      states: [],
      day: (fields) => fields.day(map.day.column, map.day.unit),
      line: (fields) => lineOf(fields, map),
    };
  };
  return readTable(file, map.delimiter, bind);
}

function checkColumns(file: string, map: InvoiceMap, columns: ReadonlySet<string>): void {
  const missing = columnsOf(map).filter(({ column }) => !columns.has(column));
  if (missing.length === 0) return;
  const has = [...columns].join(", ");
  throw new QuestionError(
    missing
      .map(
        ({ column, line }) =>
          `${map.fileName}:${line}: ${file} has no column ${JSON.stringify(column)}; it has ${has}`,
      )
      .join("\n"),
  );
}

function columnsOf({ day, model, key, inputTokens, counts, cost }: InvoiceMap): MapColumn[] {
  const all = [day, model, key, inputTokens, cost, ...Object.values(counts)];
  return all.filter((part) => part !== null && "column" in part);
}

function lineOf(fields: Fields, map: InvoiceMap): InvoiceLine {
  const [requests, cacheReadTokens, cacheWriteTokens, outputTokens] = COUNT_FIELDS.map((name) => {
    const column = map.counts[name];
    return column === undefined ? null : fields.count(column.column);
  });
  const cached = (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
  return {
    model: textOf(fields, map.model),
    key: textOf(fields, map.key),
    charge: null,
    requests: requests ?? null,
    inputTokens: inputOf(fields, map.inputTokens, cached),
    cacheReadTokens: cacheReadTokens ?? null,
    cacheWriteTokens: cacheWriteTokens ?? null,
    outputTokens: outputTokens ?? null,
    ...costOf(fields, map.cost),
  };
}

function inputOf(fields: Fields, column: InvoiceMap["inputTokens"], cached: number): number | null {
  const input = column === null ? null : fields.count(column.column);
  if (column === null || input === null) return null;
  if (column.cache === "excluded") return input + cached;
  if (input >= cached) return input;
  return fields.wrong(
    `${column.column} must include the cached tokens: ${input} are fewer than ${cached} cached ones`,
  );
}

function costOf(fields: Fields, column: InvoiceMap["cost"]): Partial<InvoiceLine> {
  const money =
    column === null ? null : fields.money(column.column, column.unit === "cents" ? CENTS_PER_USD : 1);
  return money === null ? {} : { costNanoUsd: money.nanoUsd, costStepNanoUsd: money.stepNanoUsd };
}

function textOf(fields: Fields, part: MapColumn | MapConstant | null): string | null {
  if (part === null) return null;
  return "value" in part ? part.value : fields.text(part.column);
}
