import type { JsonValue } from "../providers/provider.ts";
import { textOfValue } from "../scorers/expected-text.ts";

type Fields = Readonly<Record<string, JsonValue>>;

/** A row of a CSV file as a test of promptfoo: columns that begin with `__` are no variables. */
export function testOfRow(row: Fields): Fields {
  const entries = Object.entries(row);
  const threshold = Number(row["__threshold"] ?? "");
  const asserts = entries
    .filter(([name, value]) => /^__expected\d*$/.test(name) && value !== "")
    .map(([, value]) => assertionOfText(textOfValue(value), row["__metric"]));
  const metadata = entries.flatMap(([name, value]) =>
    name.startsWith("__metadata:") ? [[name.slice("__metadata:".length), value] as const] : [],
  );
  return {
    vars: Object.fromEntries(entries.filter(([name]) => !name.startsWith("__"))),
    assert: asserts,
    metadata: Object.fromEntries(metadata),
    ...(row["__description"] ? { description: row["__description"] } : {}),
    ...(row["__threshold"] && Number.isFinite(threshold) ? { threshold } : {}),
  };
}

/** Columns that say something promptprof does not do. */
export function unknownColumns(row: Fields): readonly string[] {
  const known = /^__(?:expected\d*|description|threshold|metric|metadata:.+)$/;
  return Object.keys(row).filter((name) => name.startsWith("__") && !known.test(name));
}

const SHORT = /^([a-z][a-z-]*)(?:\(([\d.]+)\))?:\s*([\s\S]*)$/;
/** Types that a text can name; `Note: ...` is an expected text and no assertion. */
const NAMED =
  /^(?:not-)?(?:equals|i?contains(?:-any|-all|-json)?|starts-with|regex|is-json|javascript|latency|levenshtein|rouge-n|bleu|similar|llm-rubric|factuality|cost|python|webhook|grade)$/;

/** `contains: Paris`, `similar(0.8): hello`; equality where it names no type. */
export function assertionOfText(text: string, metric: JsonValue | undefined): Fields {
  const [, type = "", threshold, value = ""] = SHORT.exec(text) ?? [];
  const named = metric === undefined || metric === "" ? {} : { metric };
  if (!NAMED.test(type)) return { type: "equals", value: text, ...named };
  const list = /-(?:any|all)$/.test(type);
  return {
    type: type === "grade" ? "llm-rubric" : type,
    ...(value === "" ? {} : { value: list ? value.split(",").map((part) => part.trim()) : value }),
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
    ...named,
  };
}
