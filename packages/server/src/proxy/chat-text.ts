import { isRecord } from "../schema/check-value.ts";

/** Characters of one answer that may be counted; the estimator itself looks at no more. */
const CHARACTERS_MAX = 2 * 2 ** 20;

/**
 * The text of an answer in OpenAI's chat shape, whose streams state no usage unless they are asked to. It is held until
 * the call is over and counted only if no usage came.
 */
export class ChatText {
  #pieces: string[] = [];
  #characters = 0;

  push(event: unknown): void {
    if (!isRecord(event) || !Array.isArray(event["choices"])) return;
    for (const choice of event["choices"]) this.#pushChoice(choice);
  }

  /** null = no text was seen. */
  get texts(): readonly string[] | null {
    return this.#pieces.length === 0 ? null : [this.#pieces.join("")];
  }

  #pushChoice(choice: unknown): void {
    if (!isRecord(choice)) return;
    const delta = isRecord(choice["delta"]) ? choice["delta"] : choice;
    this.#pushText(delta["content"] ?? delta["text"]);
    this.#pushText(delta["reasoning_content"]);
    const calls = Array.isArray(delta["tool_calls"]) ? delta["tool_calls"] : [];
    for (const call of calls) {
      const called = isRecord(call) ? call["function"] : null;
      if (!isRecord(called)) continue;
      this.#pushText(called["name"]);
      this.#pushText(called["arguments"]);
    }
  }

  #pushText(text: unknown): void {
    if (typeof text !== "string" || text === "" || this.#characters > CHARACTERS_MAX) return;
    this.#characters += text.length;
    this.#pieces.push(text);
  }
}
