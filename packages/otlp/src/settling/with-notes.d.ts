import type { Call } from "@promptprof/model";
import type { Note } from "../fields/notes.ts";
/** The call with these rules among its notes, each once. */
export declare function withNotes(call: Call, notes: readonly Note[]): Call;
//# sourceMappingURL=with-notes.d.ts.map