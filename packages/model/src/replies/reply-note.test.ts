import { expect, test } from "vitest";
import { NOTES, type Note } from "../notes.ts";
import { REPLY_NOTES } from "./reply-note.ts";

test("each rule has its words among the notes of a call", () => {
  const named: readonly Note[] = REPLY_NOTES;
  expect(named.filter((name) => !(name in NOTES))).toEqual([]);
});
