import type { RepriceAnswer } from "@promptprof/server/contract";

type Sums = RepriceAnswer["before"];
type Model = RepriceAnswer["models"][number];

/** Two ranges that follow each other, as one. */
export function addRepriced(a: RepriceAnswer, b: RepriceAnswer): RepriceAnswer {
  return {
    from: a.from,
    to: b.to,
    calls: a.calls + b.calls,
    changed: a.changed + b.changed,
    expiredCalls: a.expiredCalls + b.expiredCalls,
    before: addSums(a.before, b.before),
    after: addSums(a.after, b.after),
    models: addModels(a.models, b.models),
    written: a.written && b.written,
  };
}

function addSums(a: Sums, b: Sums): Sums {
  const part = (name: keyof Sums["costNanoUsd"]): number => a.costNanoUsd[name] + b.costNanoUsd[name];
  return {
    costNanoUsd: {
      input: part("input"),
      cacheRead: part("cacheRead"),
      cacheWrite: part("cacheWrite"),
      output: part("output"),
      total: part("total"),
    },
    unpricedCalls: a.unpricedCalls + b.unpricedCalls,
    partlyPricedCalls: a.partlyPricedCalls + b.partlyPricedCalls,
  };
}

function addModels(a: readonly Model[], b: readonly Model[]): Model[] {
  const sums = new Map<string, Model>();
  for (const model of [...a, ...b]) {
    const key = JSON.stringify([model.provider, model.model]);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? model : addModel(sum, model));
  }
  const distance = (one: Model): number => Math.abs(one.afterNanoUsd - one.beforeNanoUsd);
  return [...sums.values()].toSorted((x, y) => distance(y) - distance(x) || y.changed - x.changed);
}

function addModel(a: Model, b: Model): Model {
  return {
    ...a,
    changed: a.changed + b.changed,
    beforeNanoUsd: a.beforeNanoUsd + b.beforeNanoUsd,
    afterNanoUsd: a.afterNanoUsd + b.afterNanoUsd,
    row: a.row === b.row ? a.row : null,
  };
}
