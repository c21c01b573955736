import type { Call } from "@promptprof/model";
import type { RepriceAnswer } from "../contract.ts";

type Sums = RepriceAnswer["before"];

/** What a growing set of calls costs. */
export class PriceSums {
  #parts = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };
  #unpriced = 0;
  #partly = 0;

  add({ costNanoUsd, pricing }: Pick<Call, "costNanoUsd" | "pricing">): void {
    if (pricing.status === "unpriced") this.#unpriced += 1;
    if (pricing.status === "partly") this.#partly += 1;
    if (costNanoUsd === null) return;
    this.#parts.input += costNanoUsd.input;
    this.#parts.cacheRead += costNanoUsd.cacheRead;
    this.#parts.cacheWrite += costNanoUsd.cacheWrite;
    this.#parts.output += costNanoUsd.output;
  }

  sums(): Sums {
    const { input, cacheRead, cacheWrite, output } = this.#parts;
    const total = input + cacheRead + cacheWrite + output;
    return {
      costNanoUsd: { input, cacheRead, cacheWrite, output, total },
      unpricedCalls: this.#unpriced,
      partlyPricedCalls: this.#partly,
    };
  }
}
