import { createContext, Script } from "node:vm";
import * as z from "zod";
import type { Scorer } from "./scorer.ts";

export interface RegexConfig {
  readonly name?: string | undefined;
  readonly pattern: string;
  readonly flags: string;
}

export const RegexConfig: z.ZodType<RegexConfig> = z.preprocess(
  (value) => (typeof value === "string" ? { pattern: value } : value),
  z
    .strictObject({
      name: z.string().min(1).optional(),
      pattern: z.string().min(1).describe("JavaScript regular expression"),
      flags: z.string().default(""),
    })
    .check(({ value, issues }) => {
      const reason = whyNot(value);
      if (reason !== null)
        issues.push({ code: "custom", path: ["pattern"], message: reason, input: value.pattern });
    }),
);

/** Longest time for one output, in ms: a pattern may backtrack without end. */
const TIMEOUT_MS = 1000;

/** 1 where the pattern matches somewhere in the output. */
export function regexScorer({ name = "regex", pattern, flags }: RegexConfig): Scorer {
  return {
    name,
    binary: true,
    needsExpected: false,
    range: [0, 1],
    goodFor: "A format that must be kept: a date, an identifier, a citation.",
    notFor: "Whether what stands in that format is right.",
    score: async ({ output }) => [{ name, value: matches(pattern, flags, output) ? 1 : 0, reason: null }],
  };
}

const MATCH = new Script("new RegExp(pattern, flags).test(text)");

/** @throws Error where the pattern takes longer than a second */
function matches(pattern: string, flags: string, text: string): boolean {
  // In a context of its own, since only there V8 stops a pattern that runs too long.
  return MATCH.runInContext(createContext({ pattern, flags, text }), { timeout: TIMEOUT_MS }) === true;
}

function whyNot({ pattern, flags }: RegexConfig): string | null {
  try {
    return new RegExp(pattern, flags) instanceof RegExp ? null : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
