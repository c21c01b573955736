/** Whether a change may pass by one limit. */
export interface GateCheck {
  readonly outcome: "passed" | "failed" | "undecided";
  /** null for a limit of the whole run. */
  readonly prompt: string | null;
  readonly provider: string | null;
  /** "latency_p95", "run_cost". */
  readonly metric: string;
  /** "latency_p95 <= +10%": as it can be written in a suite. */
  readonly limit: string;
  /** One line: the metric, its numbers, the limit, what grew, what to do next. */
  readonly text: string;
  /** Where to look in the head's prompt file. */
  readonly place: { readonly file: string; readonly line: number } | null;
}

export interface GateResult {
  readonly mode: GateMode;
  readonly outcome: "passed" | "regressed" | "undecided";
  /** 0 passed, 10 regressed, 11 undecided where that was asked for. */
  readonly exitCode: 0 | 10 | 11;
  /** Failed ones first. */
  readonly checks: readonly GateCheck[];
}

/** proven-worse fails only what is proven worse: for pull requests. not-worse fails what is not proven harmless: for releases. */
export type GateMode = "proven-worse" | "not-worse";
