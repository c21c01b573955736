import { QuestionError } from "../question-error.ts";

/** Half-open, epoch ms; `from` null = since the first call there is. */
export interface AskedRange {
  readonly from: number | null;
  readonly to: number;
}

export interface RangeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The range that `--from`, `--to` and `--last` mean together. Default: the last 24 hours.
 *
 * @throws QuestionError for a time or a length that cannot be read, or a range that ends before it starts
 */
export function askedRange(options: RangeOptions, now: number): AskedRange {
  if (options.last !== undefined && options.from !== undefined) {
    throw new QuestionError("--last and --from both say where the range starts; give one of them");
  }
  const to = options.to === undefined ? now : timeOf("--to", options.to);
  const from =
    options.from === undefined ? startOf(options.last ?? "24h", to) : timeOf("--from", options.from);
  if (from !== null && from >= to) {
    throw new QuestionError(`the range must start before it ends, got ${iso(from)} to ${iso(to)}`);
  }
  return { from, to };
}

/** `24h`, `90m`, `7d`, `2w` back from `to`; `all` has no start. */
function startOf(last: string, to: number): number | null {
  if (last === "all") return null;
  const [, count, unit] = /^([1-9]\d{0,5})([mhdw])$/.exec(last) ?? [];
  const unitMs = UNITS_MS[unit ?? ""];
  if (unitMs === undefined) {
    throw new QuestionError(
      `--last must be a number and m, h, d or w (24h, 7d), or all; got ${JSON.stringify(last)}`,
    );
  }
  return to - Number(count) * unitMs;
}

/** ISO 8601 or epoch ms. A time without a zone is UTC, so that the same command means the same everywhere. */
function timeOf(option: string, text: string): number {
  if (/^\d{10,}$/.test(text)) return Number(text);
  const zoned = /T[^Z+-]*$/.test(text) ? `${text}Z` : text;
  const time = ISO_8601.test(text) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new QuestionError(
      `${option} must be a time like 2026-11-24T14:00:00Z or epoch ms, got ${JSON.stringify(text)}`,
    );
  }
  return time;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
