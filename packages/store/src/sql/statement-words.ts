import { sqlError } from "./sql-error.ts";

/** A word of a statement: an identifier or keyword (`quoted` where it stood in backticks), a literal, or a sign. */
export interface Word {
  readonly kind: "name" | "literal" | "sign";
  readonly text: string;
  readonly quoted: boolean;
  /** Where it begins. */
  readonly at: number;
}

/** `{name:Type}`: a type is names, numbers and time zones; what else the engine lets pass in there, we do not. */
const PARAMETER = /^\{\s*(\w+)\s*:((?:[\w(),. =]|'[\w/+\- ]*')+)\}$/;

const WORD =
  /'(?:[^'\\]|\\[^])*'|`(?:[^`\\]|\\[^])*`|"(?:[^"\\]|\\[^])*"|\{[^{}]*\}|[A-Za-z_$][\w$]*|\d[\w.]*|\s+|[^]/y;

/**
 * The words of a statement that the engine has written down anew (`formatQuerySingleLine`): no comment, every string in
 * one kind of quotes with backslashes, every odd name in backticks. Only that makes cutting it up by a pattern sound.
 * Identifiers that come as parameters stand in it by their values.
 *
 * @throws SqlError where something is left that the writing above does not explain
 */
export function wordsOf(statement: string, parameters: Readonly<Record<string, string>>): Word[] {
  const words: Word[] = [];
  for (const match of statement.matchAll(new RegExp(WORD.source, "gy"))) {
    const [text] = match;
    const { index: at } = match;
    if (text.trim() === "") continue;
    const first = text[0] ?? "";
    if (text.length === 1 && "'`\"{".includes(first)) throw cannotCheck(first);
    if (first === "{") words.push(...parameterWords(text, at, parameters));
    else words.push(wordOf(text, first, at));
  }
  return words;
}

function wordOf(text: string, first: string, at: number): Word {
  if (first === "'" || /\d/.test(first)) return { kind: "literal", text, quoted: false, at };
  if (first === "`" || first === '"') {
    return { kind: "name", text: text.slice(1, -1).replaceAll(/\\([^])/g, "$1"), quoted: true, at };
  }
  return { kind: /[\w$]/.test(first) ? "name" : "sign", text, quoted: false, at };
}

function parameterWords(text: string, at: number, parameters: Readonly<Record<string, string>>): Word[] {
  const [, name = "", type = ""] = PARAMETER.exec(text) ?? [];
  if (name === "") throw cannotCheck(text);
  if (!/identifier/i.test(type)) return [{ kind: "literal", text, quoted: false, at }];
  const parts = (parameters[name] ?? "").split(".");
  return parts.flatMap((part, index): Word[] => [
    ...(index === 0 ? [] : [{ kind: "sign", text: ".", quoted: false, at } as const]),
    { kind: "name", text: part.replaceAll(/[`"\\\s]/g, ""), quoted: true, at },
  ]);
}

function cannotCheck(place: string): Error {
  return sqlError(62, `Syntax error: ${place} cannot be read here`);
}
