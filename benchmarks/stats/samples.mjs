export function slow(d) {
  return Math.exp(d.logLatency(0));
}

export function item(a, b, cluster) {
  return { a: [a], b: [b], cluster };
}

export function clustered(d, n, size) {
  let shared = 0;
  return d.times(n, (i) => {
    if (i % size === 0) shared = d.normal();
    return item(0, 0.3 + shared + d.normal(), String(Math.floor(i / size)));
  });
}

/** 8 % pass with a alone, 4 % with b alone. */
export function passes(d, n) {
  const pairs = { bothPass: 0, aOnly: 0, bOnly: 0, bothFail: 0 };
  for (let i = 0; i < n; i += 1) {
    const x = d.random();
    pairs[x < 0.08 ? "aOnly" : x < 0.12 ? "bOnly" : x < 0.86 ? "bothPass" : "bothFail"] += 1;
  }
  return pairs;
}

/** Two raters with half of the items good: kappa and AC1 are both 2 x 0.8 - 1. */
export function grades(d, n) {
  const table = [
    [0, 0],
    [0, 0],
  ];
  for (let i = 0; i < n; i += 1) {
    const first = Number(d.chance(0.5));
    table[first][d.chance(0.8) ? first : 1 - first] += 1;
  }
  return table;
}

export function count(d, n, p) {
  return { events: d.times(n, () => d.chance(p)).filter(Boolean).length, n };
}

export function quantileOfMany(draw, p, n = 400_000) {
  const sorted = Float64Array.from({ length: n }, draw).toSorted();
  return sorted[Math.floor(p * n)];
}
