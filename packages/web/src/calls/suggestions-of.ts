import type { CallRow } from "@promptprof/server/contract";

/** What the calls in sight could be filtered by. */
export function suggestionsOf(
  calls: readonly CallRow[],
): Record<"prompt" | "version" | "model" | "note", string[]> {
  return {
    prompt: present(calls.map((call) => call.prompt)),
    version: present(calls.map((call) => call.version)),
    model: present(calls.map((call) => call.responseModel ?? call.requestModel)),
    note: present(calls.flatMap((call) => call.notes)),
  };
}

function present(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].toSorted();
}
