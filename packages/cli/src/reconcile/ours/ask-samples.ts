import type { CallsAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../../connection/ask.ts";
import type { Connection } from "../../connection/connection.ts";
import type { EvidentCall } from "./evidence.ts";

const PAGE_CALLS = 1000;
/** Calls that carry a note are few; ten pages of them are a finding of their own. */
const MARKED_PAGES_MAX = 10;

/** One of our models, and how many of its calls to look at. */
export interface SampleWish {
  readonly model: string | null;
  /** true = calls of every model, where models are not told apart; then `model` is null. */
  readonly isOfAll: boolean;
  readonly calls: number;
}

/** The newest calls of a model; `isWhole` = there are no more in the range. */
export interface CallSample {
  readonly model: string | null;
  readonly calls: readonly EvidentCall[];
  readonly isWhole: boolean;
}

/** Single calls that were looked at to explain a gap. Raw calls are kept for a while only, so there may be none. */
export interface Samples {
  readonly byModel: readonly CallSample[];
  /** Calls with the note `possible_duplicate`, of all models. */
  readonly marked: readonly EvidentCall[];
}

export const NO_SAMPLES: Samples = { byModel: [], marked: [] };

/** @param selected the range and the filters of the comparison */
export async function askSamples(
  connection: Connection,
  selected: Parameters,
  wishes: readonly SampleWish[],
): Promise<Samples> {
  const byModel: CallSample[] = [];
  for (const { model, isOfAll, calls } of wishes) {
    const pages = Math.ceil(calls / PAGE_CALLS);
    // In a question the empty text means "has none".
    const ofModel = isOfAll ? {} : { model: model ?? "" };
    const question = { ...selected, ...ofModel, limit: Math.min(calls, PAGE_CALLS) };
    byModel.push({ model, ...(await askCalls(connection, question, pages)) });
  }
  const question = { ...selected, note: "possible_duplicate", limit: PAGE_CALLS };
  return { byModel, marked: (await askCalls(connection, question, MARKED_PAGES_MAX)).calls };
}

async function askCalls(
  connection: Connection,
  question: Parameters,
  pagesMax: number,
): Promise<Omit<CallSample, "model">> {
  const calls: EvidentCall[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const answer: CallsAnswer = await ask<CallsAnswer>(connection, "/api/v1/calls", { ...question, cursor });
    calls.push(...answer.calls);
    cursor = answer.nextCursor;
    if (cursor === null) return { calls, isWhole: true };
  }
  return { calls, isWhole: false };
}
