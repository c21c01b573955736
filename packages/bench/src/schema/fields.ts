import { z } from "zod";
import type { JsonValue } from "../providers/provider.ts";

/** A text of at least one character; its description is what a mistake says would be right. */
export function text(meaning: string): z.ZodString {
  const error = `text (${meaning})`;
  return z.string({ error }).min(1, { error }).describe(meaning);
}

/** A whole number within bounds. */
export function whole(minimum: number, maximum: number, meaning: string): z.ZodInt {
  const error = `a whole number from ${minimum} to ${maximum} (${meaning})`;
  return z.int({ error }).min(minimum, { error }).max(maximum, { error }).describe(meaning);
}

/** A number above 0. */
export function positive(meaning: string): z.ZodNumber {
  const error = `a number above 0 (${meaning})`;
  return z.number({ error }).positive({ error }).describe(meaning);
}

export function yesOrNo(meaning: string): z.ZodBoolean {
  return z.boolean({ error: `true or false (${meaning})` }).describe(meaning);
}

export function oneOf<const Word extends string>(
  words: readonly [Word, ...Word[]],
  meaning: string,
): z.ZodEnum<{ [Key in Word]: Key }> {
  return z.enum(words, { error: `one of ${words.join(", ")} (${meaning})` }).describe(meaning);
}

export function listOf<Item extends z.ZodType>(item: Item, meaning: string): z.ZodArray<Item> {
  return z.array(item, { error: `a list (${meaning})` }).describe(meaning);
}

/** Keys that are free, with values of one kind. */
export function mapping<Value extends z.ZodType>(
  value: Value,
  meaning: string,
): z.ZodRecord<z.ZodString, Value> {
  return z.record(z.string(), value, { error: `a mapping (${meaning})` }).describe(meaning);
}

/** A mapping that knows its keys: any other is a mistake. */
export function closed<Shape extends z.ZodRawShape>(
  shape: Shape,
  meaning: string,
): z.ZodObject<Shape, z.core.$strict> {
  return z
    .strictObject(shape, {
      // Of unknown keys, the reader of mistakes wants to know what they may have meant.
      error: ({ code }) => {
        const keys = Object.keys(shape).join(", ");
        return code === "unrecognized_keys" ? keys : `a mapping of ${keys} (${meaning})`;
      },
    })
    .describe(meaning);
}

/** Code, which only a module can hold. */
export function code<Code>(meaning: string): z.ZodType<Code> {
  return z
    .custom<Code>(isCode, { error: `a function (${meaning}), which only a module can hold` })
    .describe(meaning);
}

function isCode(value: unknown): boolean {
  return typeof value === "function";
}

/** Values that JSON has, as they are. */
export const json: z.ZodType<JsonValue> = z.json({
  error: "text, number, true, false, null, list or mapping",
});
