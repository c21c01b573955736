import { didYouMean } from "@promptprof/model";
import type { z } from "zod";
import { shown, type Mistake, type Path } from "./mistake.ts";

type Issue = z.core.$ZodIssue;

/**
 * Every mistake of a value against a schema whose messages say what would be right, and list the known keys where one
 * is unknown (`fields.ts`).
 */
export function mistakesOf(schema: z.ZodType, value: unknown): Mistake[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => mistakesOfIssue(issue, value, []));
}

function mistakesOfIssue(issue: Issue, root: unknown, parents: Path): Mistake[] {
  const path = [...parents, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, path);
  if (issue.code === "invalid_union" && issue.errors.length > 0)
    return nearest(issue.errors).flatMap((inner) => mistakesOfIssue(inner, root, path));
  const value = valueAt(root, path);
  if (issue.code === "custom" && issue.params?.["whole"] === true)
    return [{ path, at: "value", text: issue.message }];
  if (value !== undefined || path.length === 0)
    return [{ path, at: "value", text: `${shown(value)} is not ${issue.message}` }];
  const [key, parent] = [path.at(-1), path.slice(0, -1)];
  return [{ path: parent, at: "value", text: `${String(key)} is missing: ${issue.message}` }];
}

function unknownKeys(issue: Issue & { code: "unrecognized_keys" }, path: Path): Mistake[] {
  return issue.keys.map((key) => {
    const meant = didYouMean(key, issue.message.split(", "));
    const text =
      meant === null ? `unknown key; known are ${issue.message}` : `unknown key; did you mean ${meant}?`;
    return { path: [...path, key], at: "key", text };
  });
}

/** Of the forms that a value may have, the one that it was probably meant to have: whose mistakes lie deepest. */
function nearest(forms: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]): number =>
    Math.min(...issues.map(({ path, code }) => path.length + (code === "unrecognized_keys" ? 1 : 0)));
  return forms.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    root,
  );
}
