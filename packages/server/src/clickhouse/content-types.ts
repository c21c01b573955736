/** Media type of an answer by its format, in lower case, the first that fits. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [
    /^(json|jsoncompact|jsonstrings|jsoncolumns\w*|jsoncompactcolumns|jsonobjecteachrow)$/,
    "application/json; charset=UTF-8",
  ],
  [/^(json\w*eachrow\w*|jsonlines|jsonl|ndjson)$/, "application/x-ndjson; charset=UTF-8"],
  [/^csvwithnames/, "text/csv; charset=UTF-8; header=present"],
  [/^csv$/, "text/csv; charset=UTF-8; header=absent"],
  [/^(tab|tsv|raw$)/, "text/tab-separated-values; charset=UTF-8"],
  [/^xml$/, "application/xml; charset=UTF-8"],
  [/^markdown$/, "text/markdown; charset=UTF-8"],
  [/^(pretty\w*|vertical|values|tskv|sqlinsert|null)$/, "text/plain; charset=UTF-8"],
];

export function contentTypeOf(format: string): string {
  return TYPES.find(([pattern]) => pattern.test(format.toLowerCase()))?.[1] ?? "application/octet-stream";
}
