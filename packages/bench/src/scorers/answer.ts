import * as z from "zod";

/** How the answer is taken out of a longer text, and what of it does not matter. */
export interface AnswerConfig {
  /** The answer is what follows the last occurrence of this text; the whole text where it does not occur. */
  readonly after?: string | undefined;
  /** Characters that are left out on both sides: "$," makes $1,000 equal to 1000. */
  readonly ignore: string;
  readonly ignoreCase: boolean;
}

/** What the configurations of such scorers have in common. */
export const answerFields: {
  readonly name: z.ZodOptional<z.ZodString>;
  readonly after: z.ZodOptional<z.ZodString>;
  readonly ignore: z.ZodDefault<z.ZodString>;
  readonly ignoreCase: z.ZodDefault<z.ZodBoolean>;
} = {
  name: z.string().min(1).optional().describe("its name in reports; the kind's own where it is left out"),
  after: z.string().min(1).optional().describe("the answer follows the last occurrence of this text"),
  ignore: z.string().default("").describe("characters left out on both sides"),
  ignoreCase: z.boolean().default(false),
};

/** The answer of a text, trimmed. */
export function answerIn(text: string, { after, ignore, ignoreCase }: AnswerConfig): string {
  const at = after === undefined ? -1 : text.lastIndexOf(after);
  const answer = at < 0 ? text : text.slice(at + (after ?? "").length);
  return plain(answer, ignore, ignoreCase);
}

/** A text without the characters that do not matter, trimmed. */
export function plain(text: string, ignore: string, ignoreCase: boolean): string {
  const kept = Array.from(text)
    .filter((character) => !ignore.includes(character))
    .join("");
  return (ignoreCase ? kept.toLowerCase() : kept).trim();
}
