import { ActionError } from "./action-error.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the workflow says under `with:`; names and defaults are those of action.yml. */
export interface Inputs {
  readonly suite: string;
  /** null = the base of the pull request. */
  readonly base: string | null;
  /** A run that an earlier job kept, to compare with instead of a base. */
  readonly baseline: string | null;
  /** Cassette to read the calls from; null = calls are made. */
  readonly replay: string | null;
  /** Cassette to write the calls to. */
  readonly record: string | null;
  readonly maxUsd: number | null;
  readonly failOnUndecided: boolean;
  readonly comment: boolean;
  /** Tells the sticky comments of several suites apart. */
  readonly key: string;
  /** For the comment; null = none is written. */
  readonly token: string | null;
  /** A running promptprof that gets the calls of the run, beside those of production. */
  readonly server: string | null;
}

/** @throws ActionError that names the input and what would be right */
export function readInputs(environment: Environment): Inputs {
  // As the runner hands them over: INPUT_ and the name in capitals, spaces as `_`, dashes as they are.
  const text = (name: string): string | null => environment[`INPUT_${name.toUpperCase()}`]?.trim() || null;
  const baseline = text("baseline");
  const base = text("base");
  if (base !== null && baseline !== null)
    throw new ActionError("base and baseline both say what to compare with; give one of them");
  return {
    suite: text("suite") ?? "promptprof.bench.yaml",
    base,
    baseline,
    replay: text("replay"),
    record: text("record"),
    maxUsd: dollars("max-usd", text("max-usd")),
    failOnUndecided: yesOrNo("fail-on-undecided", text("fail-on-undecided"), false),
    comment: yesOrNo("comment", text("comment"), true),
    key: keyOf(text("key") ?? "default"),
    token: text("token"),
    server: text("server"),
  };
}

/** The words of YAML 1.2's core schema, as GitHub reads them. */
function yesOrNo(name: string, text: string | null, usual: boolean): boolean {
  if (text === null) return usual;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw new ActionError(`${name} must be true or false, got ${JSON.stringify(text)}`);
}

function dollars(name: string, text: string | null): number | null {
  if (text === null) return null;
  const value = Number(text.replace(/^\$/, ""));
  if (Number.isFinite(value) && value > 0) return value;
  throw new ActionError(`${name} must be dollars like 2 or 0.50, got ${JSON.stringify(text)}`);
}

/** It stands in an HTML comment, which `--` would end. */
function keyOf(text: string): string {
  if (/^[\w.]+(-[\w.]+)*$/.test(text)) return text;
  throw new ActionError(
    `key must be letters, digits, "_", "." and single dashes, got ${JSON.stringify(text)}`,
  );
}
