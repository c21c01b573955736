import { expect, test } from "vitest";
import {
  isUnpricedWorthALook,
  ledgerGap,
  notesToLookAt,
  reasonsInWords,
  reasonWords,
  sumOf,
} from "./ledger-words.ts";

test("reasons are in words, the most frequent first, and those without a case left out", () => {
  expect(reasonsInWords({ no_model: 3, unknown_model: 1200, price_error: 0 })).toBe(
    "unknown model 1,200, no model 3",
  );
  expect(reasonsInWords({})).toBe("");
});

test("several reasons of one call are told apart", () => {
  expect(reasonWords("no_price_for_audio_input absent_output_tokens")).toBe(
    "no price for audio input, absent output tokens",
  );
});

test("calls that merely failed without tokens are no alarm, and one of another reason is", () => {
  expect(isUnpricedWorthALook({})).toBe(false);
  expect(isUnpricedWorthALook({ failed_without_tokens: 40 })).toBe(false);
  expect(isUnpricedWorthALook({ failed_without_tokens: 40, no_model: 1 })).toBe(true);
});

test("only rules that ask for a look are on the line, and only where they fired", () => {
  expect(notesToLookAt({ tokens_as_text: 40, possible_duplicate: 3, reported_cost_differs: 0 })).toEqual([
    { note: "possible_duplicate", calls: 3 },
  ]);
  expect(notesToLookAt({})).toEqual([]);
});

test("a ledger that adds up has no gap, and one that does not shows how much is missing", () => {
  const ledger = {
    received: 10,
    stored: 5,
    duplicate: 1,
    rejected: { a: 1, b: 1 },
    waiting: 2,
    unpriced: {},
    clientDrops: 0,
    duplicates: {},
    notes: {},
    notCalls: 9,
  };
  expect(sumOf(ledger.rejected)).toBe(2);
  expect(ledgerGap(ledger)).toBe(0);
  expect(ledgerGap({ ...ledger, stored: 2 })).toBe(3);
});
