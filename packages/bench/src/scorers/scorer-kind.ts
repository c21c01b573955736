import type * as z from "zod";
import type { SuiteProvider } from "../suite/suite.ts";
import type { Scorer } from "./scorer.ts";

/** What scorers need of the suite that they stand in. */
export interface ScorerContext {
  /** Of the suite file: where relative paths begin. */
  readonly directory: string;
  /** The suite's provider of this id. */
  readonly provider: (id: string) => SuiteProvider | undefined;
  /** false = no call will be made, so that keys may be missing. */
  readonly needsKeys?: boolean;
}

/** One name under `scorers` in a suite. */
export interface ScorerKind {
  /** What stands under the name; `{}` for the name alone. */
  readonly schema: z.ZodType;
  /** @throws Error in one line where the configuration cannot be used: a file that is missing, an unknown provider */
  readonly make: (config: unknown, context: ScorerContext) => Scorer;
}

/** Ties a schema to the function that takes what it lets through. */
export function scorerKind<C>(
  schema: z.ZodType<C>,
  make: (config: C, context: ScorerContext) => Scorer,
): ScorerKind {
  return { schema, make: (config, context) => make(schema.parse(config), context) };
}
