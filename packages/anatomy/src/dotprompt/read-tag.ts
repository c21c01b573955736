import { shortened } from "../scan-text.ts";
import { TemplateError } from "../template-error.ts";
import type { Placeholder } from "../text-part.ts";
import { readReference } from "./read-reference.ts";
import type { TagToken } from "./scan-tags.ts";

/** Dotprompt says `model` where chat APIs say `assistant`. */
const ROLES: Readonly<Record<string, string>> = {
  system: "system",
  user: "user",
  model: "assistant",
};

/** The role that a tag begins, `history`, or null for other tags. */
export function roleOf({ inside, sort, place }: TagToken): string | null {
  if (sort !== "value") return null;
  if (inside === "history") return "history";
  const name = /^role\s+(?:"([^"]*)"|'([^']*)')$/.exec(inside);
  if (name === null) return null;
  const word = name[1] ?? name[2] ?? "";
  const role = Object.hasOwn(ROLES, word) ? ROLES[word] : undefined;
  if (role === undefined)
    throw new TemplateError(place, `role must be one of ${Object.keys(ROLES).join(", ")}, got "${word}"`);
  return role;
}

/** @throws TemplateError for anything but a value and `json` */
export function readPlaceholder({ inside, place }: TagToken): Placeholder {
  const json = /^json\s+(\S+)(?:\s+indent=(\d+))?$/.exec(inside);
  if (json !== null)
    return { kind: "variable", ...readReference(json[1] ?? "", place), json: Number(json[2] ?? 0) };
  if (inside.startsWith(">"))
    throw new TemplateError(
      place,
      "partials are not supported; put their text here, or fill it in as a variable",
    );
  if (/^(?:media|section)\b/.test(inside))
    throw new TemplateError(place, `{{${inside}}} is not supported; add such parts to the rendered messages`);
  if (/\s/.test(inside))
    throw new TemplateError(
      place,
      `${shortened(`{{${inside}}}`)} is not supported: helpers may be json, role and history; render it before and fill it in as a variable`,
    );
  return { kind: "variable", ...readReference(inside, place), json: null };
}
