import { CALL_KEY, CALL_KEY_FORM } from "./call-key.ts";
import { type RawSearch, type ReadSearch, SearchReader } from "./search-reader.ts";

/** The list of calls: filters (an empty one means "has none"), the page, and the call that is open. */
export interface CallsSearch {
  readonly prompt?: string | undefined;
  readonly version?: string | undefined;
  readonly model?: string | undefined;
  readonly note?: string | undefined;
  readonly cursor?: string | undefined;
  readonly call?: string | undefined;
}

export function readCallsSearch(raw: RawSearch): ReadSearch<CallsSearch> {
  const reader = new SearchReader(raw);
  const search = {
    prompt: reader.text("prompt"),
    version: reader.text("version"),
    model: reader.text("model"),
    note: reader.text("note"),
    cursor: reader.text("cursor"),
    call: reader.matching("call", CALL_KEY, CALL_KEY_FORM),
  };
  return { search, problems: reader.problems };
}
