import type { Annotation } from "./github/workflow-command.ts";
import type { Inputs } from "./inputs.ts";
import type { Job } from "./job.ts";

/** What the bench found, as far as a pull request wants to know it. */
export interface Measured {
  /** What the gate says of it. */
  readonly outcome: "passed" | "regressed" | "undecided";
  /** One sentence: what is worse, or that nothing is. */
  readonly headline: string;
  /** The report, under 60,000 characters. */
  readonly markdown: string;
  /** What the change is held against; null = a run without a base. */
  readonly baseline: Baseline | null;
  /** When the cassette was recorded that answered in place of the providers, epoch ms; null = they answered. */
  readonly recordedAt: number | null;
  /** null = no call has a price. */
  readonly costUsd: number | null;
  readonly annotations: readonly Annotation[];
  /** Files of the run by what they are: "json", "html", "junit", "sarif". */
  readonly files: Readonly<Record<string, string>>;
}

export interface Baseline {
  /** "a1b2c3d", or the name of a kept run. */
  readonly name: string;
  /** Of the commit or the run, epoch ms; null = not known. */
  readonly at: number | null;
}

/** @throws ActionError, and the bench's own errors for what is wrong with suite, cassette or repository */
export type Measure = (inputs: Inputs, job: Job) => Promise<Measured>;
