import type { TSchema } from "typebox";
import { parse } from "yaml";
import type { Path } from "../schema/check-value.ts";

/** A value that the environment sets, and the variable it comes from. */
export interface EnvironmentValue {
  readonly path: Path;
  readonly schema: TSchema;
  readonly variable: string;
  readonly value: unknown;
}

/** `limits.bodyBytes` is set by PROMPTPROF_LIMITS_BODY_BYTES. */
export function environmentName(path: Path): string {
  const words = path.map((step) =>
    String(step)
      .replaceAll(/[A-Z]/g, (letter) => `_${letter}`)
      .toUpperCase(),
  );
  return ["PROMPTPROF", ...words].join("_");
}

/** What the environment says of a configuration. An empty variable counts as not set. */
export function readEnvironment(
  schema: TSchema,
  env: Readonly<Record<string, string | undefined>>,
  path: Path = [],
): EnvironmentValue[] {
  const { type, properties }: { type?: string; properties?: Record<string, TSchema> } = schema;
  if (type === "object") {
    return Object.entries(properties ?? {}).flatMap(([key, inner]) =>
      readEnvironment(inner, env, [...path, key]),
    );
  }
  const variable = environmentName(path);
  const text = env[variable];
  if (text === undefined || text === "") return [];
  return [{ path, schema, variable, value: type === "string" ? text : readText(text) }];
}

/** Numbers, truth values and lists are written as in the file; text that is no YAML stays text and fails the check. */
function readText(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}
