import type { JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried, UsageApart } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import type { StatedUsage } from "./settle-usage.ts";

/** All that one shape knows: where its fields are, and how its usage counts. */
export interface ShapeReader {
  /** Takes the facts of a whole, non-streamed body. */
  readonly readBody: (body: JsonRecord, draft: ReplyDraft) => void;
  /** Takes the facts of one event of a stream and says what it carried. */
  readonly readEvent: (event: JsonRecord, draft: ReplyDraft) => Carried;
  /** Reads the usage that the draft holds; asked once, when the reply is over. */
  readonly stateUsage: (draft: ReplyDraft, notes: Set<ReplyNote>) => StatedUsage | null;
  /** Tokens of other models inside the reply. */
  readonly listApart?: (draft: ReplyDraft, notes: Set<ReplyNote>) => readonly UsageApart[];
}
