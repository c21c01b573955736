import { label, type Selected } from "../select-query.ts";

/** What a line of the prompt table is about: a prompt, or a model where calls have no prompt. */
export interface PromptKey {
  readonly prompt: string | null;
  readonly model: string | null;
}

export const PROMPT_KEY: Selected<PromptKey> = {
  prompt: label("t.prompt"),
  model: label("if(t.prompt = '', t.model, '')"),
};

/** The key as one text, for maps and for an order that never changes. */
export function promptKeyText({ prompt, model }: PromptKey): string {
  return JSON.stringify([prompt, model]);
}
