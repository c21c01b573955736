import { promptHistory, type PromptHistory, type Repository } from "@promptprof/bench";
import type { VersionRow, VersionsAnswer } from "@promptprof/server/contract";
import { ask } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import type { AskedRange } from "../top/time-range.ts";
import type { HistoryAnswer, ValuedVersion } from "./history-answer.ts";
import { inputPricer } from "./price-input.ts";

export interface HistoryQuestion {
  readonly repository: Repository;
  /** As git calls it. */
  readonly path: string;
  /** Whose prices and vocabulary; null = the file's own. */
  readonly model: string | null;
  /** Only calls of this prompt; null = of any, as a version is a hash of its content. */
  readonly prompt: string | null;
  readonly range: AskedRange;
  /** Epoch ms. */
  readonly now: number;
}

/** @throws GitError for what is wrong with the repository; as `ask` for what is wrong with the server */
export async function askHistory(
  question: HistoryQuestion,
  connection: Connection | null,
): Promise<HistoryAnswer> {
  const { repository, path, model, now } = question;
  const history = await promptHistory(repository, path, { model });
  const range = { from: question.range.from ?? firstCommit(history), to: question.range.to };
  const production = connection === null ? null : await rowsByVersion(connection, question.prompt, range);
  const price = inputPricer(now);
  const versions = history.versions.map((version): ValuedVersion => {
    const pricedModel = model ?? version.model;
    const { tokens } = version;
    const inputNanoUsd = pricedModel === null || tokens === null ? null : price(pricedModel, tokens);
    return { ...version, inputNanoUsd, pricedModel, production: production?.get(version.version) ?? null };
  });
  const asked = connection === null ? null : { place: connection.place, ...isoRange(range) };
  return { ...history, versions, production: asked };
}

async function rowsByVersion(
  connection: Connection,
  prompt: string | null,
  range: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<string, VersionRow>> {
  const { versions } = await ask<VersionsAnswer>(connection, "/api/v1/versions", {
    prompt,
    ...isoRange(range),
  });
  return new Map(versions.flatMap((row) => (row.version === null ? [] : [[row.version, row]])));
}

/** No call can carry a version before it was written. */
function firstCommit({ changes }: PromptHistory): number {
  return changes.reduce((first, { authoredAt }) => Math.min(first, authoredAt), Infinity);
}

function isoRange({ from, to }: { readonly from: number; readonly to: number }): {
  from: string;
  to: string;
} {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
