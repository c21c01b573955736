import type { Variables } from "@promptprof/anatomy";

type Value = Variables[string];

/** The variables of a template that is a literal; of any other text, all names are allowed and none is asked for. */
export type VariablesOf<Template extends string> = string extends Template
  ? Variables
  : FromNames<NamesIn<Template, never, []>>;

/** The variables of a list of messages. */
export type VariablesOfMessages<Messages> = Messages extends string
  ? VariablesOf<Messages>
  : Messages extends readonly { readonly content: string }[]
    ? VariablesOf<Messages[number]["content"]>
    : Variables;

/** How `render` is called: a prompt without variables needs no argument. */
export type RenderInput<Values extends object, Earlier extends object> = {} extends Values
  ? [variables?: Values, options?: RenderOptions<Earlier>]
  : [variables: Values, options?: RenderOptions<Earlier>];

/** More than the variables. */
export interface RenderOptions<Earlier extends object> {
  /**
   * The conversation so far, as the provider takes it. It goes to the template's `{{history}}`; without one, before
   * the last question.
   */
  readonly history?: readonly Earlier[];
}

/** More placeholders than TypeScript can count cheaply (its limit is 1,000 steps): any names then. */
type Most = 200;
interface Unknown {
  readonly unknown: true;
}

type NamesIn<
  Text extends string,
  Names extends string,
  Count extends readonly 0[],
> = Count["length"] extends Most
  ? Unknown
  : Text extends `${infer Before}{{${infer Rest}`
    ? Before extends `${string}\\`
      ? NamesIn<Rest, Names, [...Count, 0]>
      : Rest extends `{${infer Name}}}}${infer After}`
        ? NamesIn<After, Names | Trimmed<Name>, [...Count, 0]>
        : Rest extends `${infer Name}}}${infer After}`
          ? NamesIn<After, Names | Trimmed<Name>, [...Count, 0]>
          : Names
    : Names;

type Trimmed<Name extends string> = Name extends ` ${infer Rest}` | `${infer Rest} ` ? Trimmed<Rest> : Name;

type FromNames<Names> = [Names] extends [never]
  ? Readonly<Record<string, never>>
  : Unknown extends Names
    ? Variables
    : { readonly [Name in Names & string]: Value };
