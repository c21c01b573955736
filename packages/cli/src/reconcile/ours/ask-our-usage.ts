import { costOf } from "@promptprof/model";
import type { LedgerAnswer, SeriesAnswer, SeriesPoint } from "@promptprof/server/contract";
import { ask, type Parameters } from "../../connection/ask.ts";
import type { Connection } from "../../connection/connection.ts";
import { dayAfter, dayOf, dayStart } from "../day.ts";
import { askKeys, OTHER_KEYS, type KeyField } from "./ask-keys.ts";
import { addOurRows, subtractOurRow, type OurRow, type OurUsage } from "./our-usage.ts";

const DAY_MS = 86_400_000;
/** As many groups as one series may have. */
const GROUPS_MAX = 50;

/** What is asked of promptprof: whole UTC days, and perhaps by a field that stands for the invoice's key. */
export interface UsageQuestion {
  readonly firstDay: string;
  /** Included. */
  readonly lastDay: string;
  /** Filters, as in every question of the API. */
  readonly selection: Parameters;
  readonly key: KeyField | null;
  /** The invoice's keys, in our words. */
  readonly invoiceKeys: readonly string[];
}

/** Reads our side: tokens, cost, calls and errors by UTC day and model, for each key where keys are compared. */
export async function askOurUsage(connection: Connection, question: UsageQuestion): Promise<OurUsage> {
  const selected = {
    ...question.selection,
    from: dayStart(question.firstDay),
    to: dayStart(dayAfter(question.lastDay)),
  };
  const ledger = await ask<LedgerAnswer>(connection, "/api/v1/ledger", {
    from: selected.from,
    to: selected.to,
  });
  const rows =
    question.key === null
      ? await askRows(connection, selected, null)
      : await askByKey(connection, selected, question.key, question.invoiceKeys);
  return { place: connection.place, rows, ledger };
}

async function askByKey(
  connection: Connection,
  selected: Parameters,
  field: KeyField,
  invoiceKeys: readonly string[],
): Promise<OurRow[]> {
  const { keys, isComplete } = await askKeys(connection, selected, field, invoiceKeys);
  const rows: OurRow[] = [];
  // In a question the empty text means "has none".
  for (const key of keys) rows.push(...(await askRows(connection, { ...selected, [field]: key ?? "" }, key)));
  if (isComplete) return rows;
  const all = await askRows(connection, selected, null);
  return [...rows, ...remainder(all, rows, OTHER_KEYS, (row) => JSON.stringify([row.day, row.model]))];
}

/** One row a day and model. Models beyond the fifty with the most calls are one row, so that the sum is whole. */
async function askRows(connection: Connection, selected: Parameters, key: string | null): Promise<OurRow[]> {
  const { rows, isComplete } = await askSeries(
    connection,
    { ...selected, by: "model", top: GROUPS_MAX },
    key,
  );
  if (isComplete) return rows;
  const all = (await askSeries(connection, selected, key)).rows;
  return [
    ...rows,
    ...remainder(all, rows, null, ({ day }) => day).map((row) => ({ ...row, key, model: OTHER_MODELS })),
  ];
}

/** Stands for the models beyond the fifty; no provider puts brackets around a name. */
export const OTHER_MODELS = "(all other models)";

async function askSeries(
  connection: Connection,
  selected: Parameters,
  key: string | null,
): Promise<{ rows: OurRow[]; isComplete: boolean }> {
  const askMetric = (metric: string) =>
    ask<SeriesAnswer>(connection, "/api/v1/series", { ...selected, metric, step: DAY_MS });
  const [errors, tokens, cost] = await Promise.all([
    askMetric("errors"),
    askMetric("tokens"),
    askMetric("cost"),
  ]);
  const tokensAt = new Map(tokens.points.map((point) => [placeOf(point), point]));
  const costAt = new Map(cost.points.map((point) => [placeOf(point), point]));
  // Every call counts in the error rate, so this series has a point wherever there is a call.
  const rows = errors.points.map((point) =>
    rowOf(point, tokensAt.get(placeOf(point)), costAt.get(placeOf(point)), key),
  );
  return { rows, isComplete: errors.groups.shown === errors.groups.all };
}

function placeOf({ time, group }: SeriesPoint): string {
  return JSON.stringify([time, group]);
}

function rowOf(
  errors: SeriesPoint,
  tokens: SeriesPoint | undefined,
  cost: SeriesPoint | undefined,
  key: string | null,
): OurRow {
  return {
    day: dayOf(Date.parse(errors.time)),
    model: errors.group,
    key,
    calls: errors.n,
    errors: Math.round(errors.n * valueOf(errors, "rate")),
    callsWithTokens: tokens?.n ?? 0,
    pricedCalls: cost?.n ?? 0,
    inputTokens: valueOf(tokens, "input"),
    cacheReadTokens: valueOf(tokens, "cacheRead"),
    cacheWriteTokens: valueOf(tokens, "cacheWrite"),
    outputTokens: valueOf(tokens, "output"),
    cost: costOf({
      input: valueOf(cost, "input"),
      cacheRead: valueOf(cost, "cacheRead"),
      cacheWrite: valueOf(cost, "cacheWrite"),
      output: valueOf(cost, "output"),
    }),
  };
}

/** A missing point is no call with the metric: nothing to add. */
function valueOf(point: SeriesPoint | undefined, name: string): number {
  return point?.values[name] ?? 0;
}

/** All minus the rows that were asked one by one, under another key. */
function remainder(
  all: readonly OurRow[],
  rows: readonly OurRow[],
  key: string | null,
  placeOfRow: (row: OurRow) => string,
): OurRow[] {
  const known = new Map<string, OurRow>();
  for (const row of rows) {
    const place = placeOfRow(row);
    const sum = known.get(place);
    known.set(place, sum === undefined ? row : addOurRows(sum, row));
  }
  return all.flatMap((row) => {
    const part = known.get(placeOfRow(row));
    const rest = part === undefined ? row : subtractOurRow(row, part);
    return rest.calls > 0 ? [{ ...rest, key }] : [];
  });
}
