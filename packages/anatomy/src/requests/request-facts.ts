/** What a request tells about itself before it is answered, whichever provider it is written for. */
export interface RequestFacts {
  /** null where the model stands in the URL (Gemini, Bedrock, Azure) or nowhere. */
  readonly model: string | null;
  /** null where the body does not say: Gemini and Bedrock say it by the URL or the method. */
  readonly stream: boolean | null;
  /** What the model reads, in the order it reads it: system texts first. */
  readonly messages: readonly RequestMessage[];
  /** Definitions of tools as the provider takes them; undefined = none. */
  readonly tools: unknown;
}

/** A message, or a system text in its place. */
export interface RequestMessage {
  /** The provider's own word: `user`, `assistant`, `model`, `CHATBOT` ...; "" where an item has a type instead. */
  readonly role: string;
  /** The message as the caller wrote it, or the bare text of a system prompt. Its identity is the caller's. */
  readonly source: unknown;
}
