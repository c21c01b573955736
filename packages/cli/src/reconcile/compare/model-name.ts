/** A model's name taken apart, so that two ways of writing it can be held against each other. */
export interface ModelName {
  /** Lower case, no route or platform prefix, `-` for every other separator, dates as 20240806. */
  readonly plain: string;
  /** `plain` without the date or revision at its end, and without `latest`. */
  readonly family: string;
  /** The date or revision at the end, which names one frozen set of weights; null for an alias, which moves. */
  readonly snapshot: string | null;
}

const DATE = /-(20\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])$/;
/** `gpt-4-0613` is month and day, `mistral-large-2407` year and month; `llama-70b-8192` is neither: a context length. */
const MONTH_DAY = /-((?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/;
const YEAR_MONTH = /-(2[3-9](?:0[1-9]|1[0-2]))$/;
/** Vertex's stable versions: `gemini-1.5-pro-002`. */
const REVISION = /-(00\d)$/;

/**
 * Takes a model's name apart: `openai/gpt-4o-2024-08-06`, `Claude Haiku 4.5`, `claude-sonnet-4@20250514`,
 * `us.anthropic.claude-3-5-sonnet-20241022-v2:0`. A fine-tuned model (`ft:...`) is a model of its own, whatever dates
 * are in its name.
 */
export function readModelName(name: string): ModelName {
  const plain = plainName(name);
  if (plain.startsWith("ft:")) return { plain, family: plain, snapshot: null };
  for (const pattern of [DATE, MONTH_DAY, YEAR_MONTH, REVISION]) {
    const match = pattern.exec(plain);
    if (match !== null) return { plain, family: plain.slice(0, match.index), snapshot: match[0].slice(1) };
  }
  return { plain, family: plain.replace(/-latest$/, ""), snapshot: null };
}

function plainName(name: string): string {
  const lower = name.trim().toLowerCase();
  if (lower.startsWith("ft:")) return lower;
  return lower
    .replace(/^.*\//, "")
    .replace(/^(?:(?:us|eu|apac|global)\.)?(?:anthropic|amazon|meta|mistral|cohere)\./, "")
    .replace(/-v\d+(?::\d+)?$/, "")
    .replace(/[\s@_.]+/g, "-")
    .replace(DATE, "-$1$2$3");
}
