import type * as z from "zod";
import type { JsonValue, Provider } from "../providers/provider.ts";
import type { Scorer } from "./scorer.ts";

/** A model that a scorer may ask. */
export interface AskedModel {
  readonly provider: Provider;
  readonly model: string;
  readonly parameters: Readonly<Record<string, JsonValue>>;
}

/** What scorers need of the suite that they stand in. */
export interface ScorerContext {
  /** Of the suite file, absolute: where relative paths begin. */
  readonly folder: string;
  /** Where keys are looked up by their names. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The suite's provider of this id; null where it has none. */
  model(id: string): AskedModel | null;
}

/** One name under `scorers` in a suite. */
export interface ScorerKind {
  /** What stands under the name; `{}` for the name alone. */
  readonly schema: z.ZodType;
  /** @throws Error in one line where the configuration cannot be used: a file that is missing, an unknown provider */
  make(config: unknown, context: ScorerContext): Promise<Scorer>;
}

/** Ties a schema to the function that takes what it lets through. */
export function scorerKind<C>(
  schema: z.ZodType<C>,
  make: (config: C, context: ScorerContext) => Scorer | Promise<Scorer>,
): ScorerKind {
  return { schema, make: async (config, context) => make(schema.parse(config), context) };
}
