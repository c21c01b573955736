import type { Attributes } from "../wire/attribute-value.ts";
/**
 * The text of a call, to be counted and forgotten: it goes from here to the tokenizer and nowhere else. Definitions of
 * tools are not in it, because how a provider writes them for its model is not known.
 */
export interface CallTexts {
    /** Message by message; null = no text was sent, or it came with images or other things that are no text. */
    readonly input: readonly string[] | null;
    readonly output: readonly string[] | null;
    /** A text is longer than is looked at. */
    readonly isTooLarge: boolean;
}
/** The text that came with a call, from the place that is believed most. null = there is none. */
export declare function callTexts(attributes: Attributes, operation: string): CallTexts | null;
//# sourceMappingURL=call-texts.d.ts.map