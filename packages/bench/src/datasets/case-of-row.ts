import { createHash } from "node:crypto";
import type { JsonValue } from "../providers/provider.ts";
import type { DatasetColumns } from "../suite/suite-file.ts";
import type { Case } from "../suite/suite.ts";
import type { Row } from "./row.ts";

type Fields = DatasetColumns;

/**
 * The case that a row states. Its name is its own, else a hash of what it says, so that it keeps it when rows come and
 * go. What is expected is no variable: it could find its way into a prompt.
 */
export function caseOfRow({ values: row, place }: Row, fields: Fields): Case {
  const { [fields.expected ?? "expected"]: expected, ...variables } = row;
  const name = wordIn(row, fields.name ?? "id") ?? hashOf(row);
  return {
    name,
    cluster: (fields.cluster === undefined ? null : wordIn(row, fields.cluster)) ?? name,
    variables,
    expected: expected === "" ? undefined : expected,
    tags: Object.fromEntries(
      (fields.tags ?? []).flatMap((tag) => {
        const word = wordIn(row, tag);
        return word === null ? [] : [[tag, word]];
      }),
    ),
    scorers: [],
    prompts: fields.prompts ?? null,
    place,
  };
}

/** null = the row has no such column, or nothing in it. */
function wordIn(row: Readonly<Record<string, JsonValue>>, column: string): string | null {
  const value = row[column];
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** 8 of 64 hex digits: of 10,000 cases, two have the same with a probability of 1 %, and are told apart then. */
function hashOf(row: object): string {
  return createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 8);
}

/** Names that are there before get `#2`, `#3` ...: repeated rows are cases of their own. */
export function withUniqueNames(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name}#${count}` };
  });
}
