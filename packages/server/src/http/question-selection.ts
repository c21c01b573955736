import type { CallSelection } from "@promptprof/store";
import type { Selection } from "../contract.ts";
import { questionRange } from "./question-time.ts";

/** The calls that a question is about. The empty text means calls that have none. */
export function questionSelection(question: Selection, now: number): CallSelection {
  const { from: _from, to: _to, project, ...filters } = question;
  return {
    ...questionRange(question, now),
    ...(project === undefined ? {} : { project }),
    ...noneWhereEmpty(filters),
  };
}

type Filters = Omit<Selection, "from" | "to" | "project">;

function noneWhereEmpty(filters: Filters): { [K in keyof Filters]: string | null } {
  const { environment, service, team, prompt, version, model } = filters;
  const given = Object.entries({ environment, service, team, prompt, version, model }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, value === "" ? null : value]));
}
