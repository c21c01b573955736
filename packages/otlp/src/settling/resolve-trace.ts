import type { Call } from "@promptprof/model";
import type { MergeRule } from "../observation.ts";
import { compareText, type HeldSpan, scopeName, waitingCall, type WaitingCall } from "./held-span.ts";
import { inherit } from "./inherit.ts";
import { attemptRuns, mergeAttempts } from "./merge-attempts.ts";
import { mergeNested } from "./merge-nested.ts";
import { withNotes } from "./with-notes.ts";

/** Which spans of a trace are which logical call. A pure function of the spans, so their order cannot matter. */
export interface Resolution {
  readonly calls: readonly ResolvedCall[];
  /** Waiting spans that belong to a call which was let go of before. */
  readonly late: readonly {
    readonly span: HeldSpan;
    readonly rule: MergeRule;
    readonly intoSpanId: string;
  }[];
}

/** One record, the span it is built from, and the spans it took in. */
export interface ResolvedCall {
  readonly call: Call;
  readonly span: HeldSpan;
  readonly scopeName: string;
  readonly absorbed: readonly { readonly span: HeldSpan; readonly rule: MergeRule }[];
}

type Spans = ReadonlyMap<string, HeldSpan>;

/**
 * The rules, deepest call first:
 * - `attempt`: failed calls of one parent before the next try, where the instrumentation makes a span per attempt, or
 *   where another instrumentation's single call encloses them all;
 * - `nested_instrumentation`: one call above another of a different scope is the same call seen from outside;
 * - `parent_with_usage`: a call above other calls that carry usage only repeats it.
 */
export function resolveTrace(spans: Spans): Resolution {
  const groups = new Groups(spans);
  for (const group of groups.deepestFirst()) {
    if (group.members === null || group.absorbedBy !== null) continue;
    decide(group, groups);
  }
  return groups.resolution();
}

/** A logical call in the making: the spans that are it, or a call that settled before. */
interface Group {
  readonly span: HeldSpan;
  /** null = settled before. */
  readonly members: Members | null;
  readonly scopeName: string;
  readonly depth: number;
  /** Spans above, nearest first. */
  readonly ancestors: readonly HeldSpan[];
  absorbedBy: Group | null;
  hasUsage: boolean;
}

/** `base` gives the numbers; the others are kept with the rule that merged them. */
interface Members {
  readonly base: WaitingCall;
  earlier: HeldSpan[];
  readonly outer: HeldSpan[];
  readonly parents: HeldSpan[];
}

function decide(group: Group, groups: Groups): void {
  const above = groups.callAbove(group);
  if (above?.members === null) return decideLateChild(group, above, groups);
  const below = groups.callsBelow(group);
  const [first] = below;
  if (first === undefined || group.members === null) return;
  group.hasUsage ||= below.some((call) => call.hasUsage);
  const rule = ruleFor(group, group.members.base, below);
  if (rule === null) return;
  const target = rule === "nested_instrumentation" ? groups.mergeRun(below) : first;
  groups.absorb(group, target, rule);
}

/** The call above was let go of before this one came: it stays, and this one must not be counted beside it. */
function decideLateChild(group: Group, above: Group, groups: Groups): void {
  if (above.scopeName !== group.scopeName) groups.absorb(group, above, "nested_instrumentation");
  else if (above.hasUsage) groups.absorb(group, above, "parent_with_usage");
}

function ruleFor(group: Group, base: WaitingCall, below: readonly Group[]): MergeRule | null {
  const usageBelow = below.some((call) => call.hasUsage);
  if (base.observation.claim === "inferred") return "parent_with_usage";
  if (below.some((call) => call.scopeName === group.scopeName))
    return usageBelow ? "parent_with_usage" : null;
  if (isOneRun(below)) return "nested_instrumentation";
  return usageBelow ? "parent_with_usage" : null;
}

/** Whether calls are one call and its retries; settled ones can no longer be merged. */
function isOneRun(calls: readonly Group[]): boolean {
  return calls.length === 1 || (calls.every(({ members }) => members !== null) && runsOf(calls).length === 1);
}

function runsOf(groups: readonly Group[]): Group[][] {
  return attemptRuns(groups.toSorted(compareStart), callOf);
}

function callOf({ members }: Group): Call {
  if (members === null) throw new TypeError("a settled call is not kept");
  return members.base.observation.call;
}

function compareStart(a: Group, b: Group): number {
  const starts = a.members !== null && b.members !== null ? callOf(a).startTime - callOf(b).startTime : 0;
  return starts || compareText(a.span.spanId, b.span.spanId);
}

/** Deep enough for any real program; a cycle of parents ends here too. */
const ANCESTORS_MAX = 256;

class Groups {
  readonly #spans: Spans;
  readonly #bySpan = new Map<string, Group>();
  readonly #below = new Map<Group, Set<Group>>();
  readonly #late: { span: HeldSpan; rule: MergeRule; intoSpanId: string }[] = [];

  constructor(spans: Spans) {
    this.#spans = spans;
    for (const span of spans.values()) this.#add(span);
    this.#mergePerAttempt();
    for (const group of this.#bySpan.values()) {
      const above = this.callAbove(group);
      if (above !== undefined && group.absorbedBy === null) this.#put(group, above);
    }
  }

  deepestFirst(): Group[] {
    return [...this.#bySpan.values()].toSorted(
      (a, b) => b.depth - a.depth || compareText(a.span.spanId, b.span.spanId),
    );
  }

  /** The nearest call above that stands for itself. */
  callAbove(group: Group): Group | undefined {
    for (const { spanId } of group.ancestors) {
      const above = this.#bySpan.get(spanId);
      if (above !== undefined && above.absorbedBy === null && above !== group) return above;
    }
    return undefined;
  }

  /** Calls whose nearest call above is this one, waiting ones first, by start. */
  callsBelow(group: Group): Group[] {
    return [...(this.#below.get(group) ?? [])]
      .filter((call) => call.absorbedBy === null && call !== group)
      .toSorted((a, b) => Number(a.members === null) - Number(b.members === null) || compareStart(a, b));
  }

  /** Merges a call's retries into its last try, and gives that. */
  mergeRun(groups: readonly Group[]): Group {
    const run = groups.toSorted(compareStart);
    const last = run.at(-1) as Group;
    for (const attempt of run.slice(0, -1)) this.absorb(attempt, last, "attempt");
    return last;
  }

  absorb(group: Group, target: Group, rule: MergeRule): void {
    group.absorbedBy = target;
    for (const call of this.#below.get(group) ?? []) {
      const above = this.callAbove(call);
      if (above !== undefined) this.#put(call, above);
    }
    if (group.members === null) return;
    const { earlier, outer, parents } = group.members;
    if (target.members === null) {
      const spans = [group.span, ...earlier, ...outer, ...parents];
      this.#late.push(...spans.map((span) => ({ span, rule, intoSpanId: target.span.spanId })));
      return;
    }
    const members = target.members;
    if (rule === "nested_instrumentation") target.hasUsage ||= group.hasUsage;
    if (rule === "attempt") members.earlier.push(...earlier, group.span);
    else if (rule === "nested_instrumentation") members.outer.push(group.span);
    else members.parents.push(group.span);
    if (rule !== "attempt") members.parents.push(...earlier);
    members.outer.push(...outer);
    members.parents.push(...parents);
  }

  resolution(): Resolution {
    const calls = [...this.#bySpan.values()]
      .filter((group) => group.members !== null && group.absorbedBy === null)
      .map((group) => resolvedCall(group, group.members as Members));
    return { calls, late: this.#late };
  }

  #add(span: HeldSpan): void {
    if (span.waiting === null && span.settled === null) return;
    const ancestors = this.#ancestorsOf(span);
    const waiting = span.waiting;
    this.#bySpan.set(span.spanId, {
      span,
      members: waiting === null ? null : { base: waiting, earlier: [], outer: [], parents: [] },
      scopeName: waiting === null ? (span.settled?.scopeName ?? "") : scopeName(waiting.observation.scope),
      depth: ancestors.length,
      ancestors,
      absorbedBy: null,
      hasUsage:
        waiting === null
          ? (span.settled?.hasUsage ?? false)
          : waiting.observation.call.tokenSource !== "absent",
    });
  }

  #ancestorsOf(span: HeldSpan): HeldSpan[] {
    const ancestors: HeldSpan[] = [];
    let parent = this.#parentOf(span);
    while (parent !== undefined && parent !== span && ancestors.length < ANCESTORS_MAX) {
      ancestors.push(parent);
      parent = this.#parentOf(parent);
    }
    return ancestors;
  }

  #parentOf({ parentSpanId }: HeldSpan): HeldSpan | undefined {
    return parentSpanId === null ? undefined : this.#spans.get(parentSpanId);
  }

  /** Spans that are one attempt each, under one parent. */
  #mergePerAttempt(): void {
    const siblings = new Map<string, Group[]>();
    for (const group of this.#bySpan.values()) {
      const { members, span } = group;
      if (members === null || !members.base.observation.perAttempt || span.parentSpanId === null) continue;
      const key = `${span.parentSpanId}:${group.scopeName}`;
      const there = siblings.get(key);
      if (there === undefined) siblings.set(key, [group]);
      else there.push(group);
    }
    for (const groups of siblings.values()) {
      if (groups.length > 1) for (const run of runsOf(groups)) this.mergeRun(run);
    }
  }

  #put(group: Group, above: Group): void {
    const below = this.#below.get(above);
    if (below === undefined) this.#below.set(above, new Set([group]));
    else below.add(group);
  }
}

function resolvedCall(group: Group, members: Members): ResolvedCall {
  const { base, outer, parents } = members;
  const { observation } = base;
  const earlier = members.earlier.toSorted(
    (a, b) => startOf(a) - startOf(b) || compareText(a.spanId, b.spanId),
  );
  const outerFirst = group.ancestors.filter((span) => outer.includes(span));
  let call = mergeAttempts(
    observation.call,
    earlier.map((span) => waitingCall(span).observation.call),
  );
  for (const span of outerFirst) call = mergeNested(call, waitingCall(span).observation.call);
  if (parents.length > 0) call = withNotes(call, ["parent_with_usage_dropped"]);
  return {
    call: inherit(
      call,
      group.ancestors.map(({ inherited }) => inherited),
      observation.fallbackTeam,
    ),
    span: group.span,
    scopeName: group.scopeName,
    absorbed: [
      ...earlier.map((span) => ({ span, rule: "attempt" as const })),
      ...outer.map((span) => ({ span, rule: "nested_instrumentation" as const })),
      ...parents.map((span) => ({ span, rule: "parent_with_usage" as const })),
    ],
  };
}

function startOf(span: HeldSpan): number {
  return waitingCall(span).observation.call.startTime;
}
