import { readFileSync } from "node:fs";
import { isMap, isNode, LineCounter, parseDocument, type Document } from "yaml";
import { StartError } from "../start-error.ts";
import type { Mistake, Path } from "../schema/check-value.ts";

/** A parsed `promptprof.yaml`: its value, and where in the file a part of it stands. */
export interface ConfigSource {
  readonly value: unknown;
  /** `promptprof.yaml:12` */
  placeOf(mistake: Pick<Mistake, "path" | "at">): string;
}

/** @throws StartError when the file cannot be read or is no YAML; each of its syntax errors is one line. */
export function readConfigSource(file: string): ConfigSource {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  if (document.errors.length > 0) {
    const mistakes = document.errors.map((error) => {
      const reason = error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "");
      return `${file}:${lines.linePos(error.pos[0]).line}: ${reason}`;
    });
    throw new StartError(mistakes.join("\n"));
  }
  const placeOf = ({ path, at }: Pick<Mistake, "path" | "at">): string =>
    `${file}:${lines.linePos(offsetOf(document, path, at)).line}`;
  return { value: valueOf(document, file) ?? {}, placeOf };
}

/** References that multiply (`*a` in `*b` in `*c` ...) are given up on by the library, with an error of no type. */
function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new StartError(`${file}:1: the references (*name) multiply too often; write the values out`, {
      cause,
    });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`${file}: the configuration cannot be read (${reason}); check --config`, { cause });
  }
}

/** A key's own offset, else its value's; a part that the file does not hold stands where its parent stands. */
function offsetOf(document: Document, path: Path, at: Mistake["at"]): number {
  const key = path.at(-1);
  if (key === undefined) return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === key) : undefined;
  const node = at === "key" && pair !== undefined ? pair.key : document.getIn(path, true);
  const offset = isNode(node) ? node.range?.[0] : undefined;
  return offset ?? offsetOf(document, path.slice(0, -1), "value");
}
