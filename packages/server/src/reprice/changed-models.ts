import { callModel, type Call } from "@promptprof/model";
import type { RepriceAnswer } from "../contract.ts";

type ChangedModel = RepriceAnswer["models"][number];

/** Rows of an answer at most; the sums beside them hold all. */
const MODELS_MAX = 100;

/** Changes of price by the model that answered. */
export class ChangedModels {
  readonly #models = new Map<string, { -readonly [K in keyof ChangedModel]: ChangedModel[K] }>();

  add(before: Call, after: Call): void {
    const { provider } = before;
    const model = callModel(before);
    const key = JSON.stringify([provider, model]);
    const row = after.pricing.row;
    const sum = this.#models.get(key) ?? {
      provider,
      model,
      changed: 0,
      beforeNanoUsd: 0,
      afterNanoUsd: 0,
      row,
    };
    sum.changed += 1;
    sum.beforeNanoUsd += before.costNanoUsd?.total ?? 0;
    sum.afterNanoUsd += after.costNanoUsd?.total ?? 0;
    if (sum.row !== row) sum.row = null;
    this.#models.set(key, sum);
  }

  largestFirst(): ChangedModel[] {
    const distance = (one: ChangedModel): number => Math.abs(one.afterNanoUsd - one.beforeNanoUsd);
    return [...this.#models.values()]
      .toSorted((a, b) => distance(b) - distance(a) || b.changed - a.changed)
      .slice(0, MODELS_MAX);
  }
}
