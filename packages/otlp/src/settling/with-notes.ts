import type { Call } from "@promptprof/model";
import type { Note } from "../fields/notes.ts";

/** The call with these rules among its notes, each once. */
export function withNotes(call: Call, notes: readonly Note[]): Call {
  return { ...call, notes: [...new Set([...call.notes, ...notes])] };
}
