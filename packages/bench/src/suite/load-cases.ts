import { extname, join } from "node:path";
import { caseOfRow } from "../datasets/case-of-row.ts";
import { DATASET_EXTENSIONS, readRows, rowsOf } from "../datasets/read-rows.ts";
import { wrong, type Path } from "../schema/mistake.ts";
import type { Source } from "../schema/yaml-source.ts";
import type { Loaded, ReadText } from "./load-prompts.ts";
import type { SuiteFile } from "./suite-file.ts";
import type { Case } from "./suite.ts";

interface Cases {
  readonly cases: readonly Case[];
  readonly mistakes: readonly string[];
}

/** The cases of a dataset, and what is wrong with them, by the dataset's own lines. */
export function loadCases(
  written: SuiteFile["datasets"][number],
  path: Path,
  directory: string,
  read: ReadText,
  { placeOf }: Source,
): Loaded<Cases> {
  const entry = typeof written === "string" ? { file: written } : written;
  if ("cases" in entry) {
    const places = (nth: number): string => placeOf({ path: [...path, "cases", nth], at: "value" });
    const { rows, mistakes } = rowsOf(entry.cases, places);
    return { cases: rows.map((row) => caseOfRow(row, entry)), mistakes };
  }
  const extension = extname(entry.file).toLowerCase();
  if (!DATASET_EXTENSIONS.some((known) => known === extension))
    return {
      mistake: wrong(path, `${entry.file} is no dataset; one ends in ${DATASET_EXTENSIONS.join(", ")}`),
    };
  const file = join(directory, entry.file);
  const text = read(entry.file);
  if (text === null) return { mistake: wrong(path, `there is no file ${file}`) };
  const { rows, mistakes } = readRows(file, text);
  const taken = "limit" in entry && entry.limit !== undefined ? rows.slice(0, entry.limit) : rows;
  if (taken.length === 0 && mistakes.length === 0) return { mistake: wrong(path, `${file} holds no case`) };
  return { cases: taken.map((row) => caseOfRow(row, entry)), mistakes };
}
