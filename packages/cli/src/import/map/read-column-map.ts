import { isScalar, type Node } from "yaml";
import { QuestionError } from "../../question-error.ts";
import {
  COST_UNITS,
  COST_ZEROS,
  DURATION_FIELDS,
  DURATION_UNITS,
  TEXT_FIELDS,
  TIME_UNITS,
  TOKEN_FIELDS,
  type Column,
  type ColumnMap,
  type Constant,
  type CostColumn,
  type DurationColumn,
  type ModelColumn,
  type TextColumn,
  type TimeColumn,
} from "./column-map.ts";
import { MapFile } from "./map-file.ts";

const FIELDS = [
  "time",
  "model",
  "cost",
  "tags",
  "delimiter",
  ...TEXT_FIELDS,
  ...TOKEN_FIELDS,
  ...DURATION_FIELDS,
];

/**
 * Reads a map file.
 *
 * @param fileName for messages
 * @throws QuestionError with every mistake on a line of its own: `aider.yaml:3: time.unit must be s or ms or iso ...`
 */
export function readColumnMap(text: string, fileName: string): ColumnMap {
  const file = new MapFile(text, fileName);
  const map = mapOf(file, fileName);
  if (map === null || file.mistakes.length > 0) throw new QuestionError(file.mistakes.join("\n"));
  return map;
}

function mapOf(file: MapFile, fileName: string): ColumnMap | null {
  const fields = file.entries(file.root, "the map", FIELDS) ?? new Map<string, Node>();
  const field = <Part>(name: string, read: (node: Node) => Part | null): Part | null => {
    const node = fields.get(name);
    return node === undefined ? null : read(node);
  };
  const each = <Name extends string, Part>(
    names: readonly Name[],
    read: (node: Node, name: Name) => Part | null,
  ) => partsOf(names, (name) => field(name, (node) => read(node, name)));
  const time = field("time", (node) => timeColumn(file, node));
  if (!fields.has("time")) file.wrong(file.root, "time is missing: every call needs the time it started");
  const map = {
    fileName,
    delimiter: field("delimiter", (node) => delimiter(file, node)) ?? ",",
    model: field("model", (node) => modelColumn(file, node)),
    cost: field("cost", (node) => costColumn(file, node)),
    texts: each(TEXT_FIELDS, (node, name) => textColumn(file, node, name)),
    tokens: each(TOKEN_FIELDS, (node, name) => column(file, node, name)),
    durations: each(DURATION_FIELDS, (node, name) => durationColumn(file, node, name)),
    tags: field("tags", (node) => file.list(node, "tags").map((tag) => column(file, tag, "tags"))) ?? [],
  };
  return time === null ? null : { ...map, time, tags: map.tags.filter((tag) => tag !== null) };
}

function partsOf<Name extends string, Part>(names: readonly Name[], read: (name: Name) => Part | null) {
  const parts: Partial<Record<Name, Part>> = {};
  for (const name of names) {
    const part = read(name);
    if (part !== null) parts[name] = part;
  }
  return parts;
}

/** A bare name is short for `{ column: name }`. */
function column(file: MapFile, node: Node, place: string): Column | null {
  if (isScalar(node)) return columnNamed(file, node, place);
  const keys = file.entries(node, place, ["column"]);
  return keys === null ? null : requiredColumn(file, node, place, keys);
}

function requiredColumn(
  file: MapFile,
  node: Node,
  place: string,
  keys: ReadonlyMap<string, Node>,
): Column | null {
  const named = keys.get("column");
  if (named !== undefined) return columnNamed(file, named, `${place}.column`);
  file.wrong(node, `${place}.column is missing: the name of a column of the file`);
  return null;
}

function columnNamed(file: MapFile, node: Node, place: string): Column | null {
  const name = file.text(node, place);
  return name === null ? null : { column: name, line: file.lineOf(node) };
}

function timeColumn(file: MapFile, node: Node): TimeColumn | null {
  const keys = file.entries(node, "time", ["column", "unit"]);
  if (keys === null) return null;
  const named = requiredColumn(file, node, "time", keys);
  const unit = file.word(keys.get("unit") ?? node, "time.unit", TIME_UNITS);
  return named === null || unit === null ? null : { ...named, unit };
}

function durationColumn(file: MapFile, node: Node, place: string): DurationColumn | null {
  const keys = file.entries(node, place, ["column", "unit"]);
  if (keys === null) return null;
  const named = requiredColumn(file, node, place, keys);
  const unit = file.word(keys.get("unit") ?? node, `${place}.unit`, DURATION_UNITS);
  return named === null || unit === null ? null : { ...named, unit };
}

function costColumn(file: MapFile, node: Node): CostColumn | null {
  const keys = file.entries(node, "cost", ["column", "unit", "zero"]);
  if (keys === null) return null;
  const named = requiredColumn(file, node, "cost", keys);
  const unit = file.word(keys.get("unit") ?? node, "cost.unit", COST_UNITS);
  const zeroNode = keys.get("zero");
  const zero = zeroNode === undefined ? "free" : file.word(zeroNode, "cost.zero", COST_ZEROS);
  return named === null || unit === null || zero === null ? null : { ...named, unit, zero };
}

function textColumn(file: MapFile, node: Node, place: string): TextColumn | Constant | null {
  if (isScalar(node)) return withNone(columnNamed(file, node, place), []);
  const keys = file.entries(node, place, ["column", "value", "none"]);
  if (keys === null) return null;
  return (
    constant(file, node, place, keys) ??
    withNone(requiredColumn(file, node, place, keys), none(file, place, keys))
  );
}

function modelColumn(file: MapFile, node: Node): ModelColumn | Constant | null {
  const plain = { prefixes: new Map<string, string>(), stripPrefix: false };
  if (isScalar(node)) {
    const named = withNone(columnNamed(file, node, "model"), []);
    return named === null ? null : { ...named, ...plain };
  }
  const keys = file.entries(node, "model", ["column", "value", "none", "prefixes", "stripPrefix"]);
  if (keys === null) return null;
  const fixed = constant(file, node, "model", keys);
  if (fixed !== null) return fixed;
  const named = withNone(requiredColumn(file, node, "model", keys), none(file, "model", keys));
  const prefixes = keys.get("prefixes");
  const strip = keys.get("stripPrefix");
  return named === null
    ? null
    : {
        ...named,
        prefixes: prefixes === undefined ? plain.prefixes : file.names(prefixes, "model.prefixes"),
        stripPrefix: strip === undefined ? false : file.flag(strip, "model.stripPrefix"),
      };
}

function constant(
  file: MapFile,
  node: Node,
  place: string,
  keys: ReadonlyMap<string, Node>,
): Constant | null {
  const valueNode = keys.get("value");
  if (valueNode === undefined) return null;
  if (keys.has("column")) file.wrong(node, `${place} has a column and a value; give one of them`);
  const value = file.text(valueNode, `${place}.value`);
  return { value: value ?? "" };
}

function none(file: MapFile, place: string, keys: ReadonlyMap<string, Node>): string[] {
  const node = keys.get("none");
  if (node === undefined) return [];
  return file.list(node, `${place}.none`).flatMap((item) => file.text(item, `${place}.none`) ?? []);
}

function withNone(named: Column | null, none: readonly string[]): TextColumn | null {
  return named === null ? null : { ...named, none };
}

function delimiter(file: MapFile, node: Node): string | null {
  const text = file.text(node, "delimiter");
  if (text !== null && text.length !== 1)
    file.wrong(node, `delimiter must be one character, got ${JSON.stringify(text)}`);
  return text;
}
