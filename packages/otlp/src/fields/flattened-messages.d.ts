import type { Attributes } from "../wire/attribute-value.ts";
/**
 * The texts of messages that were flattened into attributes: `gen_ai.prompt.0.content`,
 * `llm.input_messages.1.message.contents.0.message_content.text`; null where there are none.
 *
 * @param prefix with its dot
 * @throws OtherThanText
 */
export declare function flattenedMessages(attributes: Attributes, prefix: string): readonly string[] | null;
//# sourceMappingURL=flattened-messages.d.ts.map