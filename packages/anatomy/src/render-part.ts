import { isRecord } from "./json.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateValues } from "./template.ts";
import type { Choice, Loop, Placeholder, Reference, TextPart } from "./text-part.ts";

/** What names are looked up in: the variables, or an item of a list. */
interface Scope {
  readonly value: unknown;
  readonly outer: Scope | null;
  /** `@index`, `@first` and `@last` of the loop. */
  readonly loop: Readonly<Record<string, unknown>>;
}

/** Fills in the parts of a template from one set of variables. */
export class PartRenderer {
  readonly #scope: Scope;

  constructor(variables: TemplateValues) {
    this.#scope = { value: variables, outer: null, loop: {} };
  }

  /** @throws TemplateError for a missing or unfit value */
  text(part: TextPart): string {
    return this.#text(part, this.#scope);
  }

  /** The branch that is taken. */
  branch<Part>(choice: Choice<Part>): readonly Part[] {
    return branchOf(choice, this.#scope);
  }

  #text(part: TextPart, scope: Scope): string {
    if (part.kind === "static") return part.text;
    if (part.kind === "choice") return this.#texts(branchOf(part, scope), scope);
    if (part.kind === "loop") return this.#loop(part, scope);
    return this.#value(part, lookUp(part, scope));
  }

  #texts(parts: readonly TextPart[], scope: Scope): string {
    let text = "";
    for (const part of parts) text += this.#text(part, scope);
    return text;
  }

  #loop(part: Loop, scope: Scope): string {
    const list = lookUp(part, scope);
    if (isEmpty(list)) return this.#texts(part.otherwise, scope);
    if (!Array.isArray(list))
      throw new TemplateError(part.place, `"${part.name}" must be a list, got ${typeof list}`);
    let text = "";
    for (const [index, value] of list.entries()) {
      const loop = { "@index": index, "@first": index === 0, "@last": index === list.length - 1 };
      text += this.#texts(part.body, { value, outer: scope, loop });
    }
    return text;
  }

  #value({ name, json, place }: Placeholder, value: unknown): string {
    if (value === undefined || value === null)
      throw new TemplateError(place, `no value for variable "${name}"`);
    if (json !== null) return JSON.stringify(value, null, json) ?? "";
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw new TemplateError(
      place,
      `variable "${name}" must be a text, a number or a boolean, got ${typeof value}`,
    );
  }
}

function branchOf<Part>({ condition, whenTrue, otherwise }: Choice<Part>, scope: Scope): readonly Part[] {
  const value = lookUp(condition, scope);
  return isEmpty(value) || value === 0 ? otherwise : whenTrue;
}

/** Handlebars' word for it: an empty list counts as nothing, an object without keys does not. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value !== 0 && !value;
}

/** Own properties only: `toString` is no variable. */
function lookUp({ up, keys }: Reference, scope: Scope): unknown {
  let found: Scope | null = scope;
  for (let i = 0; i < up; i += 1) found = found?.outer ?? null;
  if (found === null) return undefined;
  const [first] = keys;
  if (first?.startsWith("@")) return found.loop[first];
  let { value } = found;
  for (const key of keys) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}
