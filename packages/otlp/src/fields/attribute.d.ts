import { type JsonObject } from "../wire/json-object.ts";
import type { Attributes, AttributeValue } from "../wire/attribute-value.ts";
/** Text, or a number or flag written out; null for everything else and for "". */
export declare function textOf(value: AttributeValue | undefined): string | null;
/** A finite number, also when it is written as text; else null. */
export declare function numberOf(value: AttributeValue | undefined): number | null;
/** true and false, also as the words that Python writes (`True`); else null. */
export declare function flagOf(value: AttributeValue | undefined): boolean | null;
/** A list of texts: a real list, a list as JSON text (LiteLLM, OpenInference), or a single text. */
export declare function textsOf(value: AttributeValue | undefined): readonly string[];
/** A list of numbers; anything else gives an empty list. */
export declare function numbersOf(value: AttributeValue | undefined): readonly number[];
/** The object in an attribute that holds JSON text, or that is an object already; undefined for everything else. */
export declare function objectOf(attributes: Attributes, name: string): JsonObject | undefined;
/** A field of parsed JSON as an attribute value: text, number or flag; undefined for everything else. */
export declare function scalarOf(value: unknown): string | number | boolean | undefined;
//# sourceMappingURL=attribute.d.ts.map