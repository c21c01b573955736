import type { Scorer } from "../scorers/scorer.ts";
import type { Case, Prompt, SuitePrompt } from "./suite.ts";

/** More places than this say nothing more. */
const PLACES_SHOWN = 3;

/** Cases that a scorer cannot judge because they do not say what is expected, one line a scorer and dataset place. */
export function missingExpected(cases: readonly Case[], scorers: readonly Scorer[]): readonly string[] {
  return cases.flatMap((one) => {
    if (one.expected !== undefined) return [];
    const needing = [...scorers, ...one.scorers].filter(({ needsExpected }) => needsExpected);
    if (needing.length === 0) return [];
    const names = [...new Set(needing.map(({ name }) => name))].join(" and ");
    return [`${one.place}: expected is missing: the scorer ${names} compares with it`];
  });
}

/**
 * Prompts that some cases cannot fill in, one line a prompt and reason: a column with another name than the prompt's
 * variable is one mistake, in however many rows.
 */
export function unfillable(
  prompts: readonly Pick<SuitePrompt, "name" | "head">[],
  cases: readonly Case[],
): readonly string[] {
  return prompts.flatMap((prompt) => {
    const places = new Map<string, string[]>();
    for (const one of casesFor(prompt.name, cases)) {
      const reason = reasonOf(prompt, one);
      if (reason !== null) places.set(reason, [...(places.get(reason) ?? []), one.place]);
    }
    return [...places].map(([reason, at]) => `${at[0]}: prompt ${prompt.name}: ${reason}${others(at)}`);
  });
}

/** The same for the base, which the head's cases have to fit, too. */
export function unfillableBases(
  prompts: readonly { readonly name: string; readonly base: Prompt | null }[],
  cases: readonly Case[],
): readonly string[] {
  return prompts.flatMap(({ name, base }) =>
    base === null
      ? []
      : unfillable([{ name: `${name} at the base`, head: base }], casesFor(name, cases).map(forAll)),
  );
}

function forAll(one: Case): Case {
  return { ...one, prompts: null };
}

/** The cases that a prompt is called with. */
export function casesFor(prompt: string, cases: readonly Case[]): readonly Case[] {
  return cases.filter(({ prompts }) => prompts === null || prompts.includes(prompt));
}

function reasonOf({ head }: Pick<SuitePrompt, "head">, { variables }: Case): string | null {
  try {
    head.render(variables);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function others(places: readonly string[]): string {
  const [, ...rest] = places;
  if (rest.length === 0) return "";
  const shown = rest.slice(0, PLACES_SHOWN - 1).join(", ");
  const more = rest.length > PLACES_SHOWN - 1 ? ` and ${rest.length - PLACES_SHOWN + 1} more` : "";
  return ` (also ${shown}${more})`;
}
