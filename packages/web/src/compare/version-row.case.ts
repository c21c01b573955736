import type { VersionRow } from "@promptprof/server/contract";
import { promptRow } from "../home/prompt-row.case.ts";

/** A version of 1,000 priced calls; what a test is about is spread over it. */
export function versionRow(row: Partial<VersionRow>): VersionRow {
  const {
    prompt: _prompt,
    model: _model,
    versions: _versions,
    lastVersion: _last,
    trend: _trend,
    ...rest
  } = promptRow({});
  return { ...rest, version: "v1", models: [], ...row };
}
