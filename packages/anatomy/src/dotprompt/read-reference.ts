import { shortened } from "../scan-text.ts";
import { TemplateError, type TemplatePlace } from "../template-error.ts";
import type { Reference } from "../text-part.ts";

const PATH = /^(?:\.\/|this[./](?=.))?((?:\.\.\/)*)(.*)$/;
const KEY = /^(?:[A-Za-z_][\w-]*|\[[^\]]+\])$/;
const LOOP_DATA = /^@(?:index|first|last)$/;
/** Words that Handlebars and Dotprompt read as something else than a variable. */
const RESERVED = new Set(
  (
    "true false null undefined if unless each with log lookup else helperMissing blockHelperMissing " +
    "json role history section media ifEquals unlessEquals"
  ).split(" "),
);

/**
 * Reads the name of a value: `hero`, `hero.name`, `docs.[0]`, `this`, `../hero`, `@index`.
 *
 * @throws TemplateError for anything else, and for names that are helpers
 */
export function readReference(name: string, place: TemplatePlace): Reference {
  const [, out = "", rest = ""] = PATH.exec(name) ?? [];
  const up = out.length / "../".length;
  if (rest === "this" || rest === ".") return { name, up, keys: [], place };
  if (LOOP_DATA.test(rest) && rest === name) return { name, up, keys: [name], place };
  const keys = rest.match(/\[[^\]]*\]|[^.]+/g) ?? [];
  if (keys.length === 0 || keys.join(".") !== rest || !keys.every((key) => KEY.test(key)))
    throw new TemplateError(
      place,
      `${shortened(name)} is no variable name; write "\\{{" for two braces as text`,
    );
  if (RESERVED.has(rest))
    throw new TemplateError(place, `"${rest}" is no variable: it is a word of Dotprompt`);
  return { name, up, keys: keys.map((key) => key.replace(/^\[(.*)\]$/, "$1")), place };
}
