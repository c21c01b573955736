import { median, medianWithInterval } from "../spread.mjs";

const OURS = "@promptprof/sdk";
const HAND_MADE = "hand-made span";
const BARE = ["bare", "bare again"];

/** One row a kind and variant; what is added is taken within each round, to the mean of its two bare clients. */
export function rowsOf(samples, kinds, variants) {
  return kinds.flatMap((kind) => variants.map((variant) => rowOf(samples, kind, variant)));
}

function rowOf(samples, kind, variant) {
  const own = samples.filter((sample) => sample.kind === kind && sample.variant === variant);
  const middle = (field) => median(own.map((sample) => sample[field]));
  const cpu = medianWithInterval(added(samples, kind, variant, "cpuUs"));
  return {
    kind,
    variant,
    "CPU us": whole(middle("cpuUs")),
    "added CPU us": whole(cpu.median),
    "95 % from": whole(cpu.low),
    to: whole(cpu.high),
    "latency us": whole(middle("latencyUs")),
    "added latency us": whole(median(added(samples, kind, variant, "latencyUs"))),
    "before request us": whole(middle("untilLeftUs")),
    "bytes out": whole(middle("bytes")),
    spans: Number(middle("spans").toFixed(2)),
    "heap MiB": whole(middle("heapMiB")),
  };
}

/** What a variant adds to the bare client, a number a round. */
export function added(samples, kind, variant, field) {
  const ofKind = samples.filter((sample) => sample.kind === kind);
  const bare = new Map();
  for (const sample of ofKind) {
    if (BARE.includes(sample.variant))
      bare.set(sample.round, (bare.get(sample.round) ?? 0) + sample[field] / BARE.length);
  }
  return ofKind
    .filter((sample) => sample.variant === variant)
    .map((sample) => sample[field] - bare.get(sample.round));
}

/** What the table comes to, against the targets of design.md. `share` is of the time that a call of ours takes. */
export function verdictOf(samples, kind, variants, share) {
  const ours = added(samples, kind, OURS, "cpuUs");
  const handMade = added(samples, kind, HAND_MADE, "cpuUs");
  const lower = variants
    .filter((variant) => variant !== OURS && !BARE.includes(variant))
    .filter((variant) => median(added(samples, kind, variant, "cpuUs")) < median(ours));
  const cpuUs = median(samples.filter((s) => s.kind === kind && s.variant === OURS).map((s) => s.cpuUs));
  return {
    kind,
    "ours / hand-made": Number((median(ours) / median(handMade)).toFixed(2)),
    "wanted <=": 0.5,
    "lower than ours": lower.join(", ") || "none",
    "noise us": whole(Math.abs(median(difference(samples, kind)))),
    "own frames us": whole(share.self * cpuUs),
    "and what they call us": whole(share.withCalled * cpuUs),
    "wanted us <=": 60,
    "before request us": Number(median(added(samples, kind, OURS, "untilLeftUs")).toFixed(1)),
    "wanted  us <=": 10,
  };
}

/** Bare again less bare, a number a round. */
function difference(samples, kind) {
  const of = (variant) => samples.filter((sample) => sample.kind === kind && sample.variant === variant);
  const [first, second] = BARE.map(of);
  return first.map((sample, i) => second[i].cpuUs - sample.cpuUs);
}

function whole(value) {
  return Math.round(value);
}
