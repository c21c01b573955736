import type { Run, Suite } from "@promptprof/bench";
import type { Annotation } from "./github/workflow-command.ts";
import type { Measured } from "./measured.ts";

/** What the action needs of the bench. */
export interface Bench {
  /** @throws ActionError with every mistake of the suite, the cassette and the repository, a line each */
  run(request: BenchRequest): Promise<SuiteRun>;
  /** @throws ActionError for a mistake in the suite's gate */
  report(run: SuiteRun, request: BenchRequest): Reported;
}

export interface SuiteRun {
  readonly run: Run;
  readonly suite: Pick<Suite, "gate">;
}

export interface BenchRequest {
  /** Absolute. */
  readonly suite: string;
  /** A ref; null = all prompts are run as they are now. */
  readonly base: string | null;
  /** Absolute, as `record`. */
  readonly replay: string | null;
  readonly record: string | null;
  readonly maxUsd: number | null;
  readonly server: string | null;
  readonly failOnUndecided: boolean;
}

export interface Reported {
  readonly outcome: Measured["outcome"];
  readonly headline: string;
  readonly markdown: string;
  readonly costUsd: number | null;
  readonly annotations: readonly Annotation[];
  /** Texts by the name of the output, with the name of the file. */
  readonly files: Readonly<Record<string, { readonly name: string; readonly text: string }>>;
}
