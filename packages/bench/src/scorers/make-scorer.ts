import * as z from "zod";
import { shown, wrong, type Mistake } from "../schema/mistake.ts";
import { SCORERS } from "./catalogue.ts";
import { scored } from "./scored.ts";
import type { Scorer } from "./scorer.ts";
import type { ScorerContext, ScorerKind } from "./scorer-kind.ts";

/** Mistakes, at least one, stand at their path from the entry: `["regex", "pattern"]`. */
export type MadeScorer = { readonly scorer: Scorer } | { readonly mistakes: readonly Mistake[] };

/**
 * The scorer of an entry under `scorers` in a suite: a name alone (`exact`), or a name with its configuration
 * (`regex: { pattern: "^yes" }`). The scorer never rejects. Every mistake of the entry is told, not the first alone.
 */
export function makeScorer(entry: unknown, context: ScorerContext): MadeScorer {
  const named = nameOf(entry);
  if (named === null)
    return mistake(
      [],
      `${shown(entry)} is no scorer: one is a name, or one name with its configuration; names are ${names()}`,
    );
  const kind = Object.hasOwn(SCORERS, named.name) ? SCORERS[named.name] : undefined;
  if (kind === undefined)
    return mistake([named.name], `there is no scorer ${named.name}; there are ${names()}`);
  return made(kind, named, context);
}

function made(kind: ScorerKind, { name, config }: Named, context: ScorerContext): MadeScorer {
  const read = kind.schema.safeParse(config ?? {});
  if (!read.success) return { mistakes: read.error.issues.flatMap((issue) => told(issue, name)) };
  try {
    return { scorer: scored(kind.make(config ?? {}, context)) };
  } catch (error) {
    return mistake([name], error instanceof Error ? error.message : String(error));
  }
}

/** JSON schema of an entry, for the published schema of suites. */
export function scorerEntrySchema(): z.core.JSONSchema.BaseSchema {
  const bare = { enum: Object.keys(SCORERS) };
  const configured = Object.entries(SCORERS).map(([name, { schema }]) => ({
    type: "object" as const,
    properties: { [name]: z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) },
    required: [name],
    additionalProperties: false,
  }));
  return { anyOf: [bare, ...configured] };
}

interface Named {
  readonly name: string;
  /** undefined where the name stands alone. */
  readonly config: unknown;
}

function nameOf(entry: unknown): Named | null {
  if (typeof entry === "string") return { name: entry, config: undefined };
  if (typeof entry !== "object" || entry === null) return null;
  const [first, ...others] = Object.entries(entry);
  return first === undefined || others.length > 0 ? null : { name: first[0], config: first[1] };
}

/** Keys that nobody knows are a mistake each, at their own place. */
function told(issue: z.core.$ZodIssue, name: string): readonly Mistake[] {
  const path = [name, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key],
      at: "key",
      text: `${name} has no such setting`,
    }));
  return [wrong(path, issue.message)];
}

function names(): string {
  return Object.keys(SCORERS).join(", ");
}

function mistake(path: Mistake["path"], text: string): MadeScorer {
  return { mistakes: [wrong(path, text)] };
}
