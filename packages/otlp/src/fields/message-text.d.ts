/** A message holds an image, a recording or a file: what that costs in tokens cannot be told from text. */
export declare class OtherThanText extends Error {
}
/**
 * All text of a message or of a part of it, in one piece: a stream's chunks counted one by one would give more tokens
 * than the whole.
 *
 * @throws OtherThanText
 */
export declare function messageText(node: unknown, depth?: number): string;
//# sourceMappingURL=message-text.d.ts.map