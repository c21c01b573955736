import { isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import type { Mistake, Path } from "./mistake.ts";

/** A parsed YAML or JSON text: its value, and where a part of it stands. */
export interface Source {
  readonly value: unknown;
  /** `promptprof.bench.yaml:12` */
  readonly placeOf: (mistake: Pick<Mistake, "path" | "at">) => string;
}

/** Reads YAML; its syntax errors are one line each. */
export function readYaml(file: string, text: string): Source | { readonly mistakes: readonly string[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  if (document.errors.length > 0) {
    const mistakes = document.errors.map(({ message, pos }) => {
      const reason = message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "");
      return `${file}:${lineOf(pos[0])}: ${reason}`;
    });
    return { mistakes };
  }
  const placeOf: Source["placeOf"] = ({ path, at }) => `${file}:${lineOf(offsetOf(document, path, at))}`;
  return valueOf(document, file, placeOf);
}

/** References that multiply (`*a` in `*b` in `*c` ...) are given up on by the library, with an error of no type. */
function valueOf(
  document: Document,
  file: string,
  placeOf: Source["placeOf"],
): Source | { readonly mistakes: readonly string[] } {
  try {
    return { value: document.toJS(), placeOf };
  } catch {
    return { mistakes: [`${file}:1: the references (*name) multiply too often; write the values out`] };
  }
}

/** A key's own offset, else its value's; a part that the file does not hold stands where its parent stands. */
function offsetOf(document: Document, path: Path, at: Mistake["at"]): number {
  const key = path.at(-1);
  if (key === undefined) return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined;
  const holds = isMap(parent) || isSeq(parent);
  const node = at === "key" && pair !== undefined ? pair.key : holds ? document.getIn(path, true) : undefined;
  const offset = isNode(node) ? node.range?.[0] : undefined;
  return offset ?? offsetOf(document, path.slice(0, -1), "value");
}
