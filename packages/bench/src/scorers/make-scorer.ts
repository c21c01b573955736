import * as z from "zod";
import { SCORERS } from "./catalogue.ts";
import { scored } from "./scored.ts";
import type { Scorer } from "./scorer.ts";
import type { ScorerContext, ScorerKind } from "./scorer-kind.ts";

/** What is wrong with an entry, and where in it. */
export interface ScorerMistake {
  /** From the entry: `["regex", "pattern"]`; empty for the entry itself. */
  readonly path: readonly (string | number)[];
  /** One line that says what would be right. */
  readonly text: string;
}

export type MadeScorer =
  | { readonly kind: "scorer"; readonly scorer: Scorer }
  /** At least one. */
  | { readonly kind: "mistakes"; readonly mistakes: readonly ScorerMistake[] };

/**
 * The scorer of an entry under `scorers` in a suite: a name alone (`exact`), or a name with its configuration
 * (`regex: { pattern: "^yes" }`). The scorer never rejects. Every mistake of the entry is told, not the first alone.
 */
export async function makeScorer(entry: unknown, context: ScorerContext): Promise<MadeScorer> {
  const named = nameOf(entry);
  if (named === null)
    return mistake([], `a scorer is a name or one name with its configuration; names are ${names()}`);
  const kind = Object.hasOwn(SCORERS, named.name) ? SCORERS[named.name] : undefined;
  if (kind === undefined)
    return mistake([named.name], `there is no scorer ${named.name}; there are ${names()}`);
  return made(kind, named, context);
}

async function made(kind: ScorerKind, { name, config }: Named, context: ScorerContext): Promise<MadeScorer> {
  const read = kind.schema.safeParse(config ?? {});
  if (!read.success)
    return { kind: "mistakes", mistakes: read.error.issues.flatMap((issue) => told(issue, name)) };
  try {
    return { kind: "scorer", scorer: scored(await kind.make(config ?? {}, context)) };
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
function told(issue: z.core.$ZodIssue, name: string): readonly ScorerMistake[] {
  const path = [name, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], text: `${name} has no setting ${key}` }));
  return [{ path, text: `${path.join(".")}: ${issue.message}` }];
}

function names(): string {
  return Object.keys(SCORERS).join(", ");
}

function mistake(path: ScorerMistake["path"], text: string): MadeScorer {
  return { kind: "mistakes", mistakes: [{ path, text }] };
}
