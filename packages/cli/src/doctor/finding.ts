import type { StoreAnswer } from "@promptprof/server/contract";

/** What one check found. `advice` is what to do or to add, line by line; empty where there is nothing to do. */
export interface Finding {
  readonly check: string;
  readonly status: "ok" | "warning" | "failure";
  readonly message: string;
  readonly advice: readonly string[];
  /** The numbers behind the message, for `--json`. */
  readonly store?: StoreAnswer;
}

export function ok(check: string, message: string): Finding {
  return { check, status: "ok", message, advice: [] };
}

export function warning(check: string, message: string, advice: readonly string[] = []): Finding {
  return { check, status: "warning", message, advice };
}

export function failure(check: string, message: string, advice: readonly string[] = []): Finding {
  return { check, status: "failure", message, advice };
}
