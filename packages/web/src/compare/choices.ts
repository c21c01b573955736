import type { PromptRow, VersionRow } from "@promptprof/server/contract";
import { formatCount } from "../format/count.ts";
import { newestFirst } from "./versions.ts";

/** What can be chosen in a picker: how it stands in the address, and how it is called. */
export interface Choice {
  /** The empty text = calls that have none. */
  readonly value: string;
  readonly title: string;
}

/** More than anybody scrolls through; what the address names is always there. */
const MOST = 300;

export interface Choices {
  readonly shown: readonly Choice[];
  /** Choices that are left out. */
  readonly left: number;
}

/** Prompts by name; calls without a prompt come last. */
export function promptChoices(rows: readonly PromptRow[] | undefined): Choices | null {
  if (rows === undefined) return null;
  const named = rows.flatMap(({ prompt, calls }) => (prompt === null ? [] : [{ name: prompt, calls }]));
  const unnamed = rows.some(({ prompt }) => prompt === null) ? [{ value: "", title: "no prompt" }] : [];
  return few([...named.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(choiceOf), ...unnamed]);
}

/** Versions, the newest first. */
export function versionChoices(rows: readonly VersionRow[] | undefined): Choices | null {
  if (rows === undefined) return null;
  return few(
    newestFirst(rows).map(({ version, calls }) =>
      version === null ? { value: "", title: "no version" } : choiceOf({ name: version, calls }),
    ),
  );
}

/** The models that any of the versions was answered by, by name. */
export function modelChoices(rows: readonly VersionRow[] | undefined): Choices | null {
  if (rows === undefined) return null;
  const names = new Set(rows.flatMap(({ models }) => models));
  return few([...names].toSorted().map((name) => ({ value: name, title: name })));
}

/**
 * The choices with the chosen one among them, even where the range has no call of it.
 *
 * @param choices null = not known yet
 */
export function withChosen(choices: Choices | null, chosen: string | undefined): Choices {
  const { shown, left } = choices ?? { shown: [], left: 0 };
  if (chosen === undefined || shown.some(({ value }) => value === chosen)) return { shown, left };
  const name = chosen === "" ? "none" : chosen;
  const title = choices === null ? name : `${name}, not in this range`;
  return { shown: [{ value: chosen, title }, ...shown], left };
}

function choiceOf({ name, calls }: { readonly name: string; readonly calls: number }): Choice {
  return { value: name, title: `${name} · ${formatCount(calls)} calls` };
}

function few(all: readonly Choice[]): Choices {
  return { shown: all.slice(0, MOST), left: Math.max(0, all.length - MOST) };
}
