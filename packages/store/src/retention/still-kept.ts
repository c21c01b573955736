import type { Fragment } from "../select-query.ts";
import { heldSince, type RetentionChange } from "./held-since.ts";

/** A name that no project has, so that the retention of all others holds. */
const NO_PROJECT = "";

/** Calls `t` of a time since when none has gone, each by the retention of its project. */
export function stillKept(changes: readonly RetentionChange[], now: number): Fragment {
  const names = new Set(changes.flatMap(({ retention }) => Object.keys(retention.projects)));
  const projects = [NO_PROJECT, ...names];
  const since = projects.map((project) => Math.max(0, heldSince(changes, "calls", project, now)));
  return {
    sql: "t.batch >= transform(toString(t.project), {kept_projects:Array(String)}, {kept_since:Array(UInt64)}, {kept_default:UInt64})",
    parameters: {
      kept_projects: projects,
      kept_since: since.map((ms) => BigInt(Math.ceil(ms * 1000))),
      kept_default: Math.ceil((since[0] ?? 0) * 1000),
    },
  };
}
