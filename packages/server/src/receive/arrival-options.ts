import type { Observation } from "@promptprof/otlp";
import type { Estimator } from "../estimate/estimator.ts";

/** What it takes to read a request. */
export interface ArrivalOptions {
  /** Epoch ms. */
  readonly now: number;
  readonly admit: (observation: Observation) => Observation;
  /** null = text is never counted. */
  readonly estimator: Pick<Estimator, "estimate"> | null;
}
