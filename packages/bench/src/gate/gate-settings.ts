import { z } from "zod";
import type { GateMode } from "./gate-result.ts";
import { parseLimit, type Limit } from "./limit.ts";

/** What a gate asks for. */
export interface GateSettings {
  readonly mode: GateMode;
  readonly limits: readonly Limit[];
  readonly failOnUndecided: boolean;
}

/** The default of a pull request: fail what is proven worse by more than its margin. */
export const GATE_DEFAULTS: GateSettings = { mode: "proven-worse", limits: [], failOnUndecided: false };

const Written: z.ZodType<{
  mode?: GateMode | undefined;
  limits?: string[] | undefined;
  failOnUndecided?: boolean | undefined;
}> = z.strictObject({
  mode: z.enum(["proven-worse", "not-worse"]).optional(),
  limits: z.array(z.string()).optional(),
  failOnUndecided: z.boolean().optional(),
});

/** A gate as it was read, or every mistake in it, a line each. */
export type ReadGate = { readonly settings: GateSettings } | { readonly mistakes: readonly string[] };

/**
 * The `gate` of a suite.
 *
 * @param written `{ mode, limits: ["latency_p95 <= +5%", "run_cost <= $2"], failOnUndecided }`, each optional; null = nothing
 */
export function readGate(written: unknown): ReadGate {
  if (written === null || written === undefined) return { settings: GATE_DEFAULTS };
  const read = Written.safeParse(written);
  if (!read.success)
    return {
      mistakes: read.error.issues.map(({ path, message }) => `${["gate", ...path].join(".")}: ${message}`),
    };
  const limits = readLimits(read.data.limits ?? []);
  if ("mistakes" in limits) return limits;
  return {
    settings: {
      mode: read.data.mode ?? GATE_DEFAULTS.mode,
      limits: limits.limits,
      failOnUndecided: read.data.failOnUndecided ?? GATE_DEFAULTS.failOnUndecided,
    },
  };
}

/** All of them, or every mistake in them. */
export function readLimits(
  texts: readonly string[],
): { readonly limits: readonly Limit[] } | { readonly mistakes: readonly string[] } {
  const read = texts.map(parseLimit);
  const mistakes = read.flatMap((limit) => ("mistake" in limit ? [limit.mistake] : []));
  if (mistakes.length > 0) return { mistakes };
  return { limits: read.flatMap((limit) => ("mistake" in limit ? [] : [limit])) };
}
