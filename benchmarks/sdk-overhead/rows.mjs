import { median, medianWithInterval } from "../spread.mjs";

const OURS = "@promptprof/sdk";
const HAND_MADE = "hand-made span";
const BARE = ["bare", "bare again"];

/**
 * One row a kind and variant; what is added is taken within each round, to the mean of its two bare clients. The own
 * time is a share by CPU profile, of the time that the variant's calls take: it holds on a busy machine too.
 */
export function rowsOf(samples, shares, kinds, variants) {
  return kinds.flatMap((kind) => variants.map((variant) => rowOf(samples, shares, kind, variant)));
}

function rowOf(samples, shares, kind, variant) {
  const middle = (field) => middleOf(samples, kind, variant, field);
  const cpu = medianWithInterval(added(samples, kind, variant, "cpuUs"));
  const share = shares.get(`${kind} ${variant}`);
  return {
    kind,
    variant,
    "CPU us": whole(middle("cpuUs")),
    "added CPU us": whole(cpu.median),
    "95 % from": whole(cpu.low),
    to: whole(cpu.high),
    "own us": whole(share.self * middle("cpuUs")),
    "own and called us": whole(share.withCalled * middle("cpuUs")),
    "latency us": whole(middle("latencyUs")),
    "added latency us": whole(median(added(samples, kind, variant, "latencyUs"))),
    "before request us": whole(middle("untilLeftUs")),
    "bytes out": whole(middle("bytes")),
    spans: Number(middle("spans").toFixed(2)),
    "heap MiB": whole(middle("heapMiB")),
  };
}

function middleOf(samples, kind, variant, field) {
  return median(samples.filter((s) => s.kind === kind && s.variant === variant).map((s) => s[field]));
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

/** What the table comes to, against the targets of design.md. */
export function verdictOf(samples, shares, kind, variants) {
  const others = variants.filter((variant) => variant !== OURS && !BARE.includes(variant));
  const cost = (variant) => median(added(samples, kind, variant, "cpuUs"));
  const own = (variant) =>
    shares.get(`${kind} ${variant}`).withCalled * middleOf(samples, kind, variant, "cpuUs");
  const lower = (of) => others.filter((variant) => of(variant) < of(OURS)).join(", ") || "none";
  const ratio = (of) => Number((of(OURS) / of(HAND_MADE)).toFixed(2));
  return {
    kind,
    "ours / hand-made, by process": ratio(cost),
    "by profile": ratio(own),
    "wanted <=": 0.5,
    "lower than ours, by process": lower(cost),
    "lower, by profile": lower(own),
    "noise us": whole(Math.abs(median(difference(samples, kind)))),
    "own and called us": whole(own(OURS)),
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
