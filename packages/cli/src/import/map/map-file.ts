import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from "yaml";

/** A YAML file being read: hands out checked values and collects every mistake with its line. */
export class MapFile {
  readonly #mistakes = new Map<string, number>();
  readonly #fileName: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;

  constructor(text: string, fileName: string) {
    this.#fileName = fileName;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const error of this.#document.errors) this.#wrongAt(error.pos[0], error.message);
  }

  /** Each once, in the order of the file. */
  get mistakes(): string[] {
    return [...this.#mistakes].toSorted(([, a], [, b]) => a - b).map(([mistake]) => mistake);
  }

  get root(): Node | null {
    return this.#document.contents;
  }

  lineOf(node: Node | null): number {
    return this.#lines.linePos(node?.range?.[0] ?? 0).line;
  }

  wrong(node: Node | null, message: string): void {
    this.#wrongAt(node?.range?.[0] ?? 0, message);
  }

  #wrongAt(offset: number, message: string): void {
    const { line } = this.#lines.linePos(offset);
    this.#mistakes.set(`${this.#fileName}:${line}: ${message}`, line);
  }

  /** The entries of a mapping by key, null where it is none; a key that is not allowed is a mistake. */
  entries(node: Node | null, place: string, allowed: readonly string[]): Map<string, Node> | null {
    if (!isMap<Node, Node | null>(node)) {
      this.wrong(node, `${place} must have fields: ${allowed.join(", ")}`);
      return null;
    }
    const entries = new Map<string, Node>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "?";
      if (!allowed.includes(name))
        this.wrong(key, `${place} has no field ${name}; it has ${allowed.join(", ")}`);
      else if (value === null) this.wrong(key, `${place}.${name} has no value`);
      else entries.set(name, value);
    }
    return entries;
  }

  text(node: Node, place: string): string | null {
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string" && value !== "") return value;
    // `value: 1` and `version: 2.0` are numbers in YAML and names here, as they stand in the file.
    if (typeof value === "number" && isScalar(node)) return node.source ?? String(value);
    this.wrong(node, `${place} must be a text`);
    return null;
  }

  word<const Word extends string>(
    node: Node | undefined,
    place: string,
    words: readonly Word[],
  ): Word | null {
    const given = isScalar(node) ? node.value : undefined;
    const word = words.find((candidate) => candidate === given) ?? null;
    if (word === null)
      this.wrong(node ?? null, `${place} must be ${words.join(" or ")}, got ${shown(given)}`);
    return word;
  }

  flag(node: Node, place: string): boolean {
    const value = isScalar(node) ? node.value : null;
    if (typeof value !== "boolean") this.wrong(node, `${place} must be true or false, got ${shown(value)}`);
    return value === true;
  }

  list(node: Node, place: string): readonly Node[] {
    if (isSeq<Node>(node)) return node.items;
    this.wrong(node, `${place} must be a list`);
    return [];
  }

  /** A mapping of free names to texts. */
  names(node: Node, place: string): Map<string, string> {
    const names = new Map<string, string>();
    if (!isMap<Node, Node | null>(node)) {
      this.wrong(node, `${place} must be a mapping`);
      return names;
    }
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "?";
      const text = value === null ? null : this.text(value, `${place} ${name}`);
      if (text !== null) names.set(name, text);
    }
    return names;
  }
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
