/**
 * The texts of the messages in what an instrumentation calls the input or the output of a call: a list of messages, a
 * provider's whole request or reply, or plain text. null where it is nothing of the kind.
 *
 * @param value as `plainValue` gives it
 * @throws OtherThanText
 */
export declare function messagesIn(value: unknown): readonly string[] | null;
/** Whether the system's instructions are among the messages already. */
export declare function hasSystemMessage(value: unknown): boolean;
//# sourceMappingURL=messages-in.d.ts.map