/**
 * The user's mistake in a template or in its variables. The message says where (message, line and column, all from
 * 1), what is wrong and what would be right: `message 1, 2:8: no value for variable "question"`.
 */
export class TemplateError extends Error {
  /** Which message of the template, from 1. */
  readonly messageNumber: number;
  readonly line: number;
  readonly column: number;

  constructor(place: TemplatePlace, problem: string) {
    super(`message ${place.messageNumber}, ${place.line}:${place.column}: ${problem}`);
    this.name = "TemplateError";
    this.messageNumber = place.messageNumber;
    this.line = place.line;
    this.column = place.column;
  }
}

export interface TemplatePlace {
  readonly messageNumber: number;
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset in a message's text. Columns count UTF-16 units, as editors do. */
export function placeAt(messageNumber: number, text: string, offset: number): TemplatePlace {
  const before = text.slice(0, offset).split("\n");
  return { messageNumber, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
