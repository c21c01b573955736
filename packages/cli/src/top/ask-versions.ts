import type { VersionRow, VersionsAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { QuestionError } from "../question-error.ts";
import { askTrends } from "./ask-trends.ts";
import { measuresOf } from "./measures-of.ts";
import type { TopRow, TopRows } from "./top-answer.ts";

/**
 * A row for each version of one prompt.
 *
 * @throws QuestionError without a prompt: `v2` of one prompt and `v2` of another are two things
 */
export async function askVersions(connection: Connection, selected: Parameters): Promise<TopRows> {
  if (selected["prompt"] === undefined) {
    throw new QuestionError(
      "--by version needs --prompt NAME: versions of two prompts have nothing in common",
    );
  }
  const [{ versions }, trends] = await Promise.all([
    ask<VersionsAnswer>(connection, "/api/v1/versions", selected),
    askTrends(connection, selected, "version"),
  ]);
  return { rows: versions.map((row) => topRow(row, trends.get(row.version) ?? [])), all: versions.length };
}

function topRow(row: VersionRow, trendP95Ms: TopRow["trendP95Ms"]): TopRow {
  return { kind: "version", name: row.version, lastVersion: null, ...measuresOf(row), trendP95Ms };
}
