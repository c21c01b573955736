import type { TemplatePlace } from "./template-error.ts";

/** A piece of one message's text, in order. Conditions and loops come from prompt files alone. */
export type TextPart = StaticText | Placeholder | Choice<TextPart> | Loop;

export interface StaticText {
  readonly kind: "static";
  readonly text: string;
}

/** A value that is filled in. */
export interface Placeholder extends Reference {
  readonly kind: "variable";
  /** Written as JSON with this indent; null = as it is. */
  readonly json: number | null;
}

/** `{{#if name}}...{{else}}...{{/if}}`; `unless` has its branches swapped. */
export interface Choice<Part> {
  readonly kind: "choice";
  readonly condition: Reference;
  readonly whenTrue: readonly Part[];
  readonly otherwise: readonly Part[];
}

/** `{{#each name}}...{{else}}...{{/each}}`: `otherwise` stands for an empty list. */
export interface Loop extends Reference {
  readonly kind: "loop";
  readonly body: readonly TextPart[];
  readonly otherwise: readonly TextPart[];
}

/** Where a value is looked up. */
export interface Reference {
  /** As written: `hero.name`. */
  readonly name: string;
  /** How many loops to go out first: one for each `../`. */
  readonly up: number;
  /** Key by key; none = the item itself (`this`). */
  readonly keys: readonly string[];
  readonly place: TemplatePlace;
}
