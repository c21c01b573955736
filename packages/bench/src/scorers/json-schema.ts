import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import * as z from "zod";
import { jsonOf } from "./json-in.ts";
import type { Scorer } from "./scorer.ts";
import type { ScorerContext } from "./scorer-kind.ts";

export interface JsonSchemaConfig {
  readonly name?: string | undefined;
  /** The schema, or the path of its file from the suite; any JSON where it is left out. */
  readonly schema?: string | Readonly<Record<string, unknown>> | undefined;
}

export const JsonSchemaConfig: z.ZodType<JsonSchemaConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  schema: z
    .union([z.string().min(1), z.record(z.string(), z.unknown())])
    .optional()
    .describe("JSON schema (draft 2020-12), or the path of its file"),
});

/**
 * Two scores: whether the output is JSON that fits the schema, one code fence around it forgiven; and, as `NAME/bare`,
 * whether it came without that fence.
 *
 * @throws Error for a schema that cannot be read or has a keyword or format that nobody knows
 */
export function jsonSchemaScorer(config: JsonSchemaConfig, { directory }: ScorerContext): Scorer {
  const name = config.name ?? "json-schema";
  const validate = schemaCheck(config.schema ?? {}, directory);
  return {
    name,
    binary: true,
    needsExpected: false,
    range: [0, 1],
    goodFor: "Output that a program reads: whether it can.",
    notFor: "Whether the values are right; json-fields says that.",
    score: async ({ output }) => {
      const read = jsonOf(output);
      const mistake = read === null ? "the output is no JSON" : validate(read.value);
      return [
        { name, value: mistake === null ? 1 : 0, reason: mistake },
        { name: `${name}/bare`, value: read?.fenced === false ? 1 : 0, reason: null },
      ];
    },
  };
}

/** A check that gives null for a value that fits, else where it does not. */
export function schemaCheck(
  schema: string | Readonly<Record<string, unknown>>,
  directory: string,
): (value: unknown) => string | null {
  const validate = compiled(typeof schema === "string" ? schemaOf(resolve(directory, schema)) : schema);
  return (value) => {
    if (validate(value)) return null;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath || "/"} ${error?.message ?? "does not fit"}`;
  };
}

function compiled(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: false });
  addFormats.default(ajv);
  // Schemas of older drafts differ in nothing that matters here; ajv would refuse their address.
  const { $schema: _draft, ...rest } = schema;
  return ajv.compile(rest);
}

function schemaOf(file: string): Readonly<Record<string, unknown>> {
  const schema: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof schema !== "object" || schema === null) throw new Error(`${file} holds no JSON schema`);
  return { ...schema };
}
