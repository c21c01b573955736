import * as z from "zod";
import type { JsonValue } from "../providers/provider.ts";
import { jsonOf, parsed } from "./json-in.ts";
import type { Scorer } from "./scorer.ts";

export interface JsonFieldsConfig {
  readonly name?: string | undefined;
  /** Texts are equal whatever their case and white space. */
  readonly lenient: boolean;
}

export const JsonFieldsConfig: z.ZodType<JsonFieldsConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  lenient: z.boolean().default(false).describe("compare texts without case and white space at the ends"),
});

/**
 * F1 over the leaves of two JSON values: a leaf is right where the other value has the same at the same path. Elements
 * of a list have no order: `tags/0` and `tags/1` are both `tags/*`. Output that is no JSON scores 0.
 */
export function jsonFieldsScorer({ name = "json-fields", lenient }: JsonFieldsConfig): Scorer {
  return {
    name,
    binary: false,
    needsExpected: true,
    range: [0, 1],
    goodFor: "Extraction: which share of the fields came out right.",
    notFor: "Fields of free text, and lists whose order matters.",
    score: async ({ output, expected }) => {
      const read = jsonOf(output);
      if (read === null) return [{ name, value: 0, reason: "the output is no JSON" }];
      const wanted = leavesOf(expectedJson(expected), lenient);
      return [f1Of(name, leavesOf(read.value, lenient), wanted)];
    },
  };
}

function expectedJson(expected: JsonValue | undefined): JsonValue {
  if (expected === undefined) throw new Error("the case has no expected value");
  const value = typeof expected === "string" ? parsed(expected) : expected;
  if (value === undefined) throw new Error("the case's expected value is no JSON");
  return value;
}

function f1Of(name: string, own: Leaves, wanted: Leaves) {
  let right = 0;
  for (const [leaf, count] of wanted.counts) right += Math.min(count, own.counts.get(leaf) ?? 0);
  if (own.size + wanted.size === 0) return { name, value: 1, reason: null };
  const missed = [...wanted.counts].find(([leaf, count]) => (own.counts.get(leaf) ?? 0) < count)?.[0];
  const reason = missed === undefined ? null : `not found: ${missed}`;
  return { name, value: (2 * right) / (own.size + wanted.size), reason };
}

interface Leaves {
  /** `path = value` and how often. */
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

function leavesOf(value: JsonValue, lenient: boolean): Leaves {
  const counts = new Map<string, number>();
  const all = [...leaves(value, "", lenient)];
  for (const leaf of all) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  return { counts, size: all.length };
}

/** An empty object or list is a leaf too. */
function* leaves(value: JsonValue, path: string, lenient: boolean): Generator<string> {
  const parts = partsOf(value);
  if (parts.length === 0) yield `${path || "/"} = ${leafText(value, lenient)}`;
  for (const [key, part] of parts) yield* leaves(part, `${path}/${key}`, lenient);
}

function partsOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? value.map((part: JsonValue) => ["*", part] as const) : Object.entries(value);
}

function leafText(value: JsonValue, lenient: boolean): string {
  return JSON.stringify(lenient && typeof value === "string" ? value.trim().toLowerCase() : value);
}
