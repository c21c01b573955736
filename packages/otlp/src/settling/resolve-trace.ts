import type { Call } from "@promptprof/model";
import type { TokenEstimate } from "../fields/token-estimate.ts";
import type { MergeRule } from "../observation.ts";
import { type AbsorbRule, type CallGroup, type CallMembers, compareStart, otherSpans } from "./call-group.ts";
import { CallGroups, type LateSpan, runsOf } from "./call-groups.ts";
import { compareText, type HeldSpan, waitingCall } from "./held-span.ts";
import { applyEstimate } from "./apply-estimate.ts";
import { inherit } from "./inherit.ts";
import { mergeAttempts } from "./merge-attempts.ts";
import { mergeNested } from "./merge-nested.ts";
import { withNotes } from "./with-notes.ts";

/** Which spans of a trace are which logical call. A pure function of the spans, so their order cannot matter. */
export interface Resolution {
  readonly calls: readonly ResolvedCall[];
  readonly late: readonly LateSpan[];
}

/** One record, the span it is built from, and the spans it took in. */
export interface ResolvedCall {
  readonly call: Call;
  readonly span: HeldSpan;
  readonly scopeName: string;
  readonly absorbed: readonly { readonly span: HeldSpan; readonly rule: MergeRule }[];
}

/**
 * The rules, deepest call first:
 * - `attempt`: failed calls of one parent before the next try, where the instrumentation makes a span per attempt, or
 *   where another instrumentation's single call encloses them all;
 * - `nested_instrumentation`: a call above another one of a different scope is the same call seen from outside;
 * - `parent_with_usage`: a call above other calls that carry usage only repeats it.
 */
export function resolveTrace(spans: ReadonlyMap<string, HeldSpan>): Resolution {
  const groups = new CallGroups(spans);
  for (const siblings of attemptSiblings(groups.values())) {
    for (const run of runsOf(siblings)) groups.mergeRun(run);
  }
  for (const group of groups.deepestFirst()) {
    if (group.members !== null && group.absorbedBy === null) decide(group, group.members, groups);
  }
  const calls = groups
    .values()
    .flatMap((group) =>
      group.members === null || group.absorbedBy !== null ? [] : [resolvedCall(group, group.members, groups)],
    );
  return { calls, late: groups.late };
}

/** Calls under one parent whose instrumentation makes a span for each attempt. */
function attemptSiblings(groups: readonly CallGroup[]): CallGroup[][] {
  const siblings = new Map<string, CallGroup[]>();
  for (const group of groups) {
    const { members, span, scopeName } = group;
    if (members === null || !members.base.observation.perAttempt || span.parentSpanId === null) continue;
    const key = `${span.parentSpanId}:${scopeName}`;
    const there = siblings.get(key);
    if (there === undefined) siblings.set(key, [group]);
    else there.push(group);
  }
  return [...siblings.values()].filter((calls) => calls.length > 1);
}

function decide(group: CallGroup, members: CallMembers, groups: CallGroups): void {
  const above = groups.above(group);
  if (above?.members === null) return decideLateChild(group, above, groups);
  const below = groups.below(group);
  const [first] = below;
  if (first === undefined) return;
  group.hasUsage ||= below.some((call) => call.hasUsage);
  const rule = ruleFor(group, members, below);
  if (rule === null) return;
  groups.absorb(
    group,
    rule === "nested_instrumentation" ? groups.mergeRun(below.toSorted(compareStart)) : first,
    rule,
  );
}

/** The call above was let go of before this one came: it stays, and this one must not be counted beside it. */
function decideLateChild(group: CallGroup, above: CallGroup, groups: CallGroups): void {
  if (above.scopeName !== group.scopeName) groups.absorb(group, above, "nested_instrumentation");
  else if (above.hasUsage) groups.absorb(group, above, "parent_with_usage");
}

function ruleFor(group: CallGroup, { base }: CallMembers, below: readonly CallGroup[]): AbsorbRule | null {
  const usageBelow = below.some((call) => call.hasUsage);
  if (base.observation.claim !== "stated") return "parent_with_usage";
  if (below.some((call) => call.scopeName === group.scopeName))
    return usageBelow ? "parent_with_usage" : null;
  if (isOneCall(below)) return "nested_instrumentation";
  return usageBelow ? "parent_with_usage" : null;
}

/** Whether calls are one call and its retries; settled ones can no longer be merged. */
function isOneCall(calls: readonly CallGroup[]): boolean {
  return calls.length === 1 || (calls.every(({ members }) => members !== null) && runsOf(calls).length === 1);
}

/** Where another call stands above or below, the same text may be in both, and the tokens may be reported there. */
function mayEstimate(group: CallGroup, groups: CallGroups): boolean {
  return groups.above(group)?.hasUsage !== true && groups.below(group).length === 0;
}

function resolvedCall(group: CallGroup, members: CallMembers, groups: CallGroups): ResolvedCall {
  const { base, attempt, nested_instrumentation: outer, parent_with_usage: parents } = members;
  const earlier = attempt.toSorted(compareStarts);
  let call = mergeAttempts(base.observation.call, earlier.map(observedCall));
  for (const span of group.ancestors) {
    if (outer.includes(span)) call = mergeNested(call, observedCall(span));
  }
  if (parents.length > 0) call = withNotes(call, ["parent_with_usage_dropped"]);
  // Most calls report tokens, and for them nothing of this is looked at.
  if (call.tokenSource === "absent" && mayEstimate(group, groups)) {
    call = applyEstimate(call, estimateIn(members));
  }
  const above = group.ancestors.map(({ inherited }) => inherited);
  return {
    call: inherit(call, above, base.observation.fallbackTeam),
    span: group.span,
    scopeName: group.scopeName,
    absorbed: otherSpans(members)
      .toSorted(compareStarts)
      .map((span) => ({ span, rule: ruleOf(span, members) })),
  };
}

/** The span nearest to the wire has the text as it was sent; a view from outside has it at least. */
function estimateIn({ base, nested_instrumentation: outer }: CallMembers): TokenEstimate | null {
  const views = [base.observation, ...outer.map((span) => waitingCall(span).observation)];
  return views.find((view) => (view.estimate ?? null) !== null)?.estimate ?? null;
}

function ruleOf(span: HeldSpan, { attempt, nested_instrumentation }: CallMembers): AbsorbRule {
  if (attempt.includes(span)) return "attempt";
  return nested_instrumentation.includes(span) ? "nested_instrumentation" : "parent_with_usage";
}

function observedCall(span: HeldSpan): Call {
  return waitingCall(span).observation.call;
}

function compareStarts(a: HeldSpan, b: HeldSpan): number {
  return observedCall(a).startTime - observedCall(b).startTime || compareText(a.spanId, b.spanId);
}
