import type { PromptRow } from "@promptprof/server/contract";
import type { Scope } from "../api/queries.ts";

/** A row's name on the page: the prompt, or the model of calls that name no prompt. */
export function rowName(row: PromptRow): string {
  return row.prompt ?? row.model ?? "no prompt, no model";
}

/** The calls of a row, as a question and in the address. */
export function rowScope(row: PromptRow): { readonly prompt: string; readonly model?: string } {
  return row.prompt === null ? { prompt: "", model: row.model ?? "" } : { prompt: row.prompt };
}

export function isRowOf(scope: Scope, row: PromptRow): boolean {
  const own = rowScope(row);
  return own.prompt === scope.prompt && own.model === scope.model;
}

export function rowKey(row: PromptRow): string {
  return JSON.stringify([row.prompt, row.model]);
}
