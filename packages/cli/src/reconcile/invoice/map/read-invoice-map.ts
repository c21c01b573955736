import { isScalar, type Node } from "yaml";
import { MapFile } from "../../../import/map/map-file.ts";
import { QuestionError } from "../../../question-error.ts";
import {
  CACHE_WORDS,
  COST_UNITS,
  COUNT_FIELDS,
  DAY_UNITS,
  MAP_PROVIDERS,
  type CountField,
  type InvoiceMap,
  type MapColumn,
  type MapConstant,
} from "./invoice-map.ts";

const AMOUNTS = ["inputTokens", ...COUNT_FIELDS, "cost"];
const FIELDS = ["day", "model", "key", ...AMOUNTS, "provider", "delimiter"];

/**
 * Reads a map file.
 *
 * @param fileName for messages
 * @throws QuestionError with every mistake on a line of its own: `bill.yaml:3: day.unit must be iso or s or ms ...`
 */
export function readInvoiceMap(text: string, fileName: string): InvoiceMap {
  const file = new MapFile(text, fileName);
  const map = mapOf(file, fileName);
  if (map === null || file.mistakes.length > 0) throw new QuestionError(file.mistakes.join("\n"));
  return map;
}

function mapOf(file: MapFile, fileName: string): InvoiceMap | null {
  const fields = file.entries(file.root, "the map", FIELDS) ?? new Map<string, Node>();
  const field = <Part>(name: string, read: (node: Node) => Part | null): Part | null => {
    const node = fields.get(name);
    return node === undefined ? null : read(node);
  };
  if (!fields.has("day")) file.wrong(file.root, "day is missing: every line needs its day");
  if (!AMOUNTS.some((name) => fields.has(name)))
    file.wrong(file.root, `nothing to compare: the map needs one of ${AMOUNTS.join(", ")}`);
  const map = {
    fileName,
    delimiter: field("delimiter", (node) => delimiter(file, node)),
    provider: field("provider", (node) => file.word(node, "provider", MAP_PROVIDERS)),
    model: field("model", (node) => columnOrConstant(file, node, "model")),
    key: field("key", (node) => columnOrConstant(file, node, "key")),
    inputTokens: field("inputTokens", (node) => inputTokens(file, node, fields)),
    counts: countColumns(file, fields),
    cost: field("cost", (node) => {
      const option = optionOf(file, node, "cost", "unit", COST_UNITS);
      return option === null ? null : { ...option.column, unit: option.word ?? "usd" };
    }),
  };
  const day = field("day", (node) => optionOf(file, node, "day", "unit", DAY_UNITS));
  return day === null ? null : { ...map, day: { ...day.column, unit: day.word ?? "iso" } };
}

/** Whether the input includes the cached tokens is a factor of ten on a cached prompt: it is asked, never guessed. */
function inputTokens(
  file: MapFile,
  node: Node,
  fields: ReadonlyMap<string, Node>,
): InvoiceMap["inputTokens"] {
  const option = optionOf(file, node, "inputTokens", "cache", CACHE_WORDS);
  if (option === null) return null;
  const hasCacheColumns = fields.has("cacheReadTokens") || fields.has("cacheWriteTokens");
  if (option.word === null && hasCacheColumns)
    file.wrong(
      node,
      "inputTokens.cache is missing: does this column include the cached tokens? included or excluded",
    );
  return { ...option.column, cache: option.word ?? "included" };
}

function countColumns(file: MapFile, fields: ReadonlyMap<string, Node>): InvoiceMap["counts"] {
  const counts: Partial<Record<CountField, MapColumn>> = {};
  for (const name of COUNT_FIELDS) {
    const node = fields.get(name);
    const option = node === undefined ? null : optionOf(file, node, name, null, []);
    if (option !== null) counts[name] = option.column;
  }
  return counts;
}

/** A bare name is short for `{ column: name }`; beside the column there may be one word out of a few. */
function optionOf<const Word extends string>(
  file: MapFile,
  node: Node,
  place: string,
  option: string | null,
  words: readonly Word[],
): { readonly column: MapColumn; readonly word: Word | null } | null {
  if (isScalar(node)) {
    const column = columnNamed(file, node, place);
    return column === null ? null : { column, word: null };
  }
  const keys = file.entries(node, place, option === null ? ["column"] : ["column", option]);
  if (keys === null) return null;
  const named = keys.get("column");
  if (named === undefined) file.wrong(node, `${place}.column is missing: the name of a column of the file`);
  const column = named === undefined ? null : columnNamed(file, named, `${place}.column`);
  const given = option === null ? undefined : keys.get(option);
  const word = given === undefined ? null : file.word(given, `${place}.${option}`, words);
  return column === null ? null : { column, word };
}

function columnOrConstant(file: MapFile, node: Node, place: string): MapColumn | MapConstant | null {
  if (isScalar(node)) return columnNamed(file, node, place);
  const keys = file.entries(node, place, ["column", "value"]);
  if (keys === null) return null;
  const [column, value] = [keys.get("column"), keys.get("value")];
  if (column !== undefined && value === undefined) return columnNamed(file, column, `${place}.column`);
  if (value !== undefined && column === undefined) return { value: file.text(value, `${place}.value`) ?? "" };
  file.wrong(node, `${place} must have a column or a value, and one of them`);
  return null;
}

function columnNamed(file: MapFile, node: Node, place: string): MapColumn | null {
  const name = file.text(node, place);
  return name === null ? null : { column: name, line: file.lineOf(node) };
}

function delimiter(file: MapFile, node: Node): string | null {
  const text = file.text(node, "delimiter");
  if (text !== null && text.length !== 1)
    file.wrong(node, `delimiter must be one character, got ${JSON.stringify(text)}`);
  return text;
}
