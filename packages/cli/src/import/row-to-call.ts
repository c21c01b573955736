import { blankCall, type Call } from "@promptprof/model";
import { costOf, durationOf, timeOf, tokensOf, type FieldValue } from "./field-values.ts";
import type { FieldOf } from "./map/bind-columns.ts";
import type { ColumnMap, TextColumn, Constant, TextField } from "./map/column-map.ts";
import { modelOf } from "./model-of.ts";
import { rowIdentity } from "./row-identity.ts";

/** A row becomes a call as a whole or is rejected with everything that is wrong with it; never half of it. */
export type RowOutcome =
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "rejected"; readonly reasons: readonly string[] };

/** @param rowNumber of the data rows, from 1 */
export function rowToCall(
  record: readonly string[],
  rowNumber: number,
  map: ColumnMap,
  fieldOf: FieldOf,
  project: string,
): RowOutcome {
  const row = new Row(record, map, fieldOf);
  const startTime = row.time();
  const fields = row.fields();
  if (row.wrongs.length > 0 || startTime === null) return { kind: "rejected", reasons: row.wrongs };
  const identity = { project, startTime, ...rowIdentity(project, record, rowNumber) };
  return { kind: "call", call: { ...blankCall(identity), ...fields } };
}

/** One record being read: values out, what is wrong collected. */
class Row {
  readonly wrongs: string[] = [];
  readonly #record: readonly string[];
  readonly #map: ColumnMap;
  readonly #fieldOf: FieldOf;

  constructor(record: readonly string[], map: ColumnMap, fieldOf: FieldOf) {
    this.#record = record;
    this.#map = map;
    this.#fieldOf = fieldOf;
  }

  time(): number | null {
    const { time } = this.#map;
    return this.#valueOf(timeOf(this.#fieldOf(this.#record, time), time));
  }

  fields(): Partial<Call> {
    const prompt = this.#text("prompt");
    const tokens = this.#tokens();
    const { provider, model } = this.#model();
    return {
      ...tokens,
      tokenSource: tokens.inputTokens === null && tokens.outputTokens === null ? "absent" : "reported",
      prompt,
      version: this.#text("version"),
      promptSource: prompt === null ? null : "named",
      provider: this.#text("provider") ?? provider,
      requestModel: model,
      operation: this.#text("operation") ?? "chat",
      durationMs: this.#duration("duration"),
      ttftMs: this.#duration("ttft"),
      reportedCostNanoUsd: this.#cost(),
      user: this.#text("user"),
      session: this.#text("session"),
      team: this.#text("team"),
      service: this.#text("service"),
      environment: this.#text("environment"),
      tags: this.#tags(),
    };
  }

  #valueOf<Value>(field: FieldValue<Value>): Value | null {
    if ("value" in field) return field.value;
    this.wrongs.push(field.wrong);
    return null;
  }

  #tokens() {
    const of = (name: keyof ColumnMap["tokens"]): number | null => {
      const column = this.#map.tokens[name];
      return column === undefined
        ? null
        : this.#valueOf(tokensOf(this.#fieldOf(this.#record, column), column.column));
    };
    return {
      inputTokens: of("inputTokens"),
      outputTokens: of("outputTokens"),
      cacheReadTokens: of("cacheReadTokens"),
      cacheWriteTokens: of("cacheWriteTokens"),
      reasoningTokens: of("reasoningTokens"),
    };
  }

  #duration(name: keyof ColumnMap["durations"]): number | null {
    const column = this.#map.durations[name];
    if (column === undefined) return null;
    return this.#valueOf(durationOf(this.#fieldOf(this.#record, column), column));
  }

  #cost(): number | null {
    const { cost } = this.#map;
    return cost === null ? null : this.#valueOf(costOf(this.#fieldOf(this.#record, cost), cost));
  }

  #text(name: TextField): string | null {
    return this.#textOf(this.#map.texts[name] ?? null);
  }

  #textOf(part: TextColumn | Constant | null): string | null {
    if (part === null) return null;
    if ("value" in part) return part.value;
    const text = this.#fieldOf(this.#record, part);
    return text === "" || part.none.includes(text) ? null : text;
  }

  #model(): { provider: string | null; model: string | null } {
    const { model } = this.#map;
    const name = this.#textOf(model);
    if (name === null || model === null || "value" in model) return { provider: null, model: name };
    return modelOf(name, model);
  }

  #tags(): string[] {
    return this.#map.tags.flatMap((column) => {
      const text = this.#fieldOf(this.#record, column);
      return text === "" ? [] : `${column.column}:${text}`;
    });
  }
}
