/** One limit of a gate. */
export type Limit =
  /** Of the change: `margin` > 0 is how much worse is allowed, on the scale of the metric's comparison. */
  | { readonly kind: "change"; readonly metric: string; readonly margin: number; readonly text: string }
  /** Of the head's own value. Durations are ms, money is nano-dollars (cost: of one call), rates are 0 to 1. */
  | {
      readonly kind: "value";
      readonly metric: string;
      readonly most: boolean;
      readonly value: number;
      readonly text: string;
    }
  /** Of the whole run's cost. */
  | { readonly kind: "run_cost"; readonly nanoUsd: number; readonly text: string };

const FORM = /^\s*(\S+)\s*(<=|>=)\s*(\S+)\s*$/u;
const RIGHT = 'write "latency_p95 <= +5%", "score:exact >= -2pp", "error_rate <= 0.02" or "run_cost <= $2"';

/**
 * A limit as it is written: METRIC, <= or >=, NUMBER. A number with a sign limits the change (`+5%`, `-2pp`), one
 * without the head's own value (`2.5s`, `$0.01`, `0.02`, `2%`).
 */
export function parseLimit(text: string): Limit | { readonly mistake: string } {
  const [, metric, relation, number] = FORM.exec(text) ?? [];
  if (metric === undefined || relation === undefined || number === undefined)
    return { mistake: `limit ${JSON.stringify(text)}: ${RIGHT}` };
  const limit = limitOf(metric, relation === "<=", number, text.trim());
  return (
    limit ?? {
      mistake: `limit ${JSON.stringify(text)}: ${JSON.stringify(number)} is not a limit of ${metric}; ${RIGHT}`,
    }
  );
}

function limitOf(metric: string, most: boolean, number: string, text: string): Limit | null {
  if (/^[+\-−]/u.test(number)) return changeLimit(metric, most, number, text);
  const value = valueOf(number);
  if (value === null) return null;
  if (metric !== "run_cost") return { kind: "value", metric, most, value, text };
  return most && number.startsWith("$") ? { kind: "run_cost", nanoUsd: value, text } : null;
}

/** `latency <= +5%` and `score >= -2pp` allow some harm; the other two directions would demand a gain. */
function changeLimit(metric: string, most: boolean, number: string, text: string): Limit | null {
  const size = valueOf(number.slice(1).replace(/pp$/u, "%"));
  const allowsHarm = most === number.startsWith("+");
  if (size === null || size === 0 || !allowsHarm || metric === "run_cost") return null;
  return { kind: "change", metric, margin: size, text };
}

const UNITS: Readonly<Record<string, number>> = { "": 1, "%": 0.01, ms: 1, s: 1000, m: 60_000 };

function valueOf(number: string): number | null {
  const [, dollar, digits, unit] = /^(\$?)(\d+(?:\.\d+)?)(%|ms|s|m|)$/u.exec(number) ?? [];
  if (digits === undefined || unit === undefined) return null;
  if (dollar === "$") return unit === "" ? Math.round(Number(digits) * 1e9) : null;
  return Number(digits) * (UNITS[unit] ?? 1);
}
