/**
 * The user's mistake in a template or in its variables. The message says where (file or message, line and column, all
 * from 1), what is wrong and what would be right: `message 1, 2:8: no value for variable "question"`, or
 * `prompts/story.prompt:12:3: ...` for a template that stands in a file.
 */
export class TemplateError extends Error {
  /** The file as it was named; null = the template stands in code. */
  readonly file: string | null;
  /** Which message of the template, from 1. */
  readonly messageNumber: number;
  readonly line: number;
  readonly column: number;

  constructor(place: TemplatePlace, problem: string) {
    const where = place.file === null ? `message ${place.messageNumber}, ` : `${place.file}:`;
    super(`${where}${place.line}:${place.column}: ${problem}`);
    this.name = "TemplateError";
    this.file = place.file;
    this.messageNumber = place.messageNumber;
    this.line = place.line;
    this.column = place.column;
  }
}

export interface TemplatePlace {
  readonly file: string | null;
  readonly messageNumber: number;
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset in a text. Columns count UTF-16 units, as editors do. */
export type PlaceAt = (offset: number) => TemplatePlace;

/** Places in a message that stands in code. */
export function placesInMessage(messageNumber: number, text: string): PlaceAt {
  return (offset) => ({ file: null, messageNumber, ...lineAndColumn(text, offset) });
}

/** Places in the text of a file, counted from the file's beginning; `bodyStart` is where the body begins. */
export function placesInFile(file: string, text: string, bodyStart: number): PlaceAt {
  return (offset) => ({ file, messageNumber: 1, ...lineAndColumn(text, bodyStart + offset) });
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
