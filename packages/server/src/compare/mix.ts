import type { CallCell, CellKind } from "@promptprof/store";
import { MIX_KINDS, type CompareMix } from "../contract.ts";
import { partsBy } from "./call-sums.ts";
import { listed, percentOf } from "./words.ts";

type MixKind = (typeof MIX_KINDS)[number];

/** What two sides consist of, and what a fair comparison of them has to hold equal. */
export interface Mix {
  /** Empty = there is nothing to adjust for. */
  readonly strata: readonly MixKind[];
  readonly reasons: readonly string[];
  readonly parts: CompareMix["parts"];
}

/** Both sides' cells, and what they can be told apart by on both. */
export interface CellPair {
  readonly kinds: readonly CellKind[];
  readonly a: readonly CallCell[];
  readonly b: readonly CallCell[];
}

/** Part of the calls that would have to be others for the sides to be alike: less does not matter. */
const MATTERS = 0.05;
/** With less in common than this, hardly a call of one side has a like on the other. */
const IN_COMMON = 0.05;
const PARTS_MAX = 20;

type MixPart = CompareMix["parts"][number];

/** @param fixed kinds that both selections name: they are the question, not the mix */
export function mixOf(pair: CellPair, fixed: readonly CellKind[]): Mix {
  const kinds = MIX_KINDS.filter((kind) => pair.kinds.includes(kind) && !fixed.includes(kind));
  const judged = kinds.map((kind) => judge(kind, pair));
  const strata = judged.flatMap(({ kind, adjust }) => (adjust ? [kind] : []));
  const reasons = judged.flatMap(({ reason }) => (reason === null ? [] : [reason]));
  const alike = `${listed(kinds.map((kind) => PLURAL[kind]))} of A and B are alike: nothing to adjust for`;
  return {
    strata,
    reasons: [...(reasons.length > 0 || kinds.length === 0 ? reasons : [alike]), ...unknown(pair, fixed)],
    parts: judged.flatMap(({ parts }) => parts.slice(0, PARTS_MAX)),
  };
}

const PLURAL: Readonly<Record<MixKind, string>> = {
  prompt: "prompts",
  model: "models",
  hour: "hours of the day",
};

interface Judged {
  readonly kind: MixKind;
  readonly adjust: boolean;
  readonly reason: string | null;
  readonly parts: readonly MixPart[];
}

function judge(kind: MixKind, pair: CellPair): Judged {
  const parts = partsOf(kind, pair);
  const distance = parts.reduce((sum, { a, b }) => sum + Math.abs(a - b), 0) / 2;
  const [greatest] = parts;
  if (greatest === undefined || distance < Math.max(MATTERS, byChance(pair, parts.length))) {
    return { kind, adjust: false, reason: null, parts };
  }
  if (1 - distance < IN_COMMON) {
    const reason = `A and B have hardly ${PLURAL[kind]} in common: nothing can be adjusted for them`;
    return { kind, adjust: false, reason, parts };
  }
  return { kind, adjust: true, reason: `adjusted for ${PLURAL[kind]}: ${inWords(greatest)}`, parts };
}

function partsOf(kind: MixKind, { a, b }: CellPair): MixPart[] {
  const groups = partsBy([kind], a, b);
  const [na, nb] = [callsOf(a), callsOf(b)];
  return groups
    .map((part) => ({
      kind,
      name: part.of[kind] ?? null,
      a: na === 0 ? 0 : part.a.calls / na,
      b: nb === 0 ? 0 : part.b.calls / nb,
    }))
    .toSorted((x, y) => Math.abs(y.a - y.b) - Math.abs(x.a - x.b) || y.b - x.b);
}

/**
 * Twice the distance that k equally large parts are expected to show where both sides are drawn from the same:
 * sum sqrt(2 / pi p (1 - p) (1 / na + 1 / nb)) / 2 is at most sqrt(k (1 / na + 1 / nb) / (2 pi)).
 */
function byChance({ a, b }: CellPair, k: number): number {
  return 2 * Math.sqrt((k * (1 / callsOf(a) + 1 / callsOf(b))) / (2 * Math.PI));
}

function callsOf(cells: readonly CallCell[]): number {
  return cells.reduce((sum, { calls }) => sum + calls, 0);
}

function inWords({ kind, name, a, b }: MixPart): string {
  const what = name === null ? `calls without a ${kind}` : kind === "hour" ? `${name} UTC` : name;
  return `B has ${percentOf(b)} ${what}, A ${percentOf(a)}`;
}

function unknown({ kinds }: CellPair, fixed: readonly CellKind[]): string[] {
  const isHourKnown = kinds.includes("hour") || fixed.includes("hour");
  return isHourKnown
    ? []
    : ["hours of the day are not adjusted for: of so many or so old calls only days are read"];
}
