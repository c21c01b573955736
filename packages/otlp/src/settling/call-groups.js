import { callOf, compareStart, otherSpans } from "./call-group.js";
import { compareText, scopeName } from "./held-span.js";
import { attemptRuns } from "./merge-attempts.js";
/** Deep enough for any real program; a cycle of parents ends here too. */
const ANCESTORS_MAX = 256;
/** The calls of a trace, which lies above which, and who was merged into whom so far. */
export class CallGroups {
    late = [];
    #spans;
    #bySpan = new Map();
    #below = new Map();
    constructor(spans) {
        this.#spans = spans;
        for (const span of spans.values()) {
            const group = groupOf(span, () => this.#ancestorsOf(span));
            if (group !== null)
                this.#bySpan.set(span.spanId, group);
        }
        for (const group of this.#bySpan.values()) {
            const above = this.above(group);
            if (above !== undefined)
                this.#put(group, above);
        }
    }
    values() {
        return [...this.#bySpan.values()];
    }
    deepestFirst() {
        return this.values().toSorted((a, b) => b.ancestors.length - a.ancestors.length || compareText(a.span.spanId, b.span.spanId));
    }
    /** The nearest call above that stands for itself. */
    above(group) {
        for (const { spanId } of group.ancestors) {
            const above = this.#bySpan.get(spanId);
            if (above !== undefined && above.absorbedBy === null && above !== group)
                return above;
        }
        return undefined;
    }
    /** Calls whose nearest call above is this one; those that can still be merged first, then by start. */
    below(group) {
        return [...(this.#below.get(group) ?? [])]
            .filter((call) => call.absorbedBy === null && call !== group)
            .toSorted((a, b) => Number(a.members === null) - Number(b.members === null) || compareStart(a, b));
    }
    /** Takes a call in with all that it took in itself. What lay below it now lies below the next call above. */
    absorb(group, target, rule) {
        group.absorbedBy = target;
        for (const call of this.#below.get(group) ?? []) {
            const above = this.above(call);
            if (above !== undefined)
                this.#put(call, above);
        }
        if (group.members === null)
            return;
        if (target.members === null) {
            const spans = [group.span, ...otherSpans(group.members)];
            this.late.push(...spans.map((span) => ({ span, rule, intoSpanId: target.span.spanId })));
            return;
        }
        if (rule === "nested_instrumentation")
            target.hasUsage ||= group.hasUsage;
        target.members[rule].push(group.span);
        target.members[rule === "attempt" ? "attempt" : "parent_with_usage"].push(...group.members.attempt);
        target.members.nested_instrumentation.push(...group.members.nested_instrumentation);
        target.members.parent_with_usage.push(...group.members.parent_with_usage);
    }
    /** Merges the attempts of one call into the last one, and gives that. */
    mergeRun(run) {
        const [last, ...earlier] = run.toReversed();
        if (last === undefined)
            throw new TypeError("a call has at least one attempt");
        for (const attempt of earlier)
            this.absorb(attempt, last, "attempt");
        return last;
    }
    #ancestorsOf(span) {
        const ancestors = [];
        let parent = this.#parentOf(span);
        while (parent !== undefined && parent !== span && ancestors.length < ANCESTORS_MAX) {
            ancestors.push(parent);
            parent = this.#parentOf(parent);
        }
        return ancestors;
    }
    #parentOf({ parentSpanId }) {
        return parentSpanId === null ? undefined : this.#spans.get(parentSpanId);
    }
    #put(group, above) {
        const below = this.#below.get(above);
        if (below === undefined)
            this.#below.set(above, new Set([group]));
        else
            below.add(group);
    }
}
/** A run of attempts for each logical call, oldest first. */
export function runsOf(groups) {
    return attemptRuns(groups.toSorted(compareStart), callOf);
}
function groupOf(span, ancestorsOf) {
    const { waiting, settled } = span;
    if (waiting !== null) {
        const { scope, call } = waiting.observation;
        return {
            span,
            members: { base: waiting, attempt: [], nested_instrumentation: [], parent_with_usage: [] },
            scopeName: scopeName(scope),
            ancestors: ancestorsOf(),
            absorbedBy: null,
            hasUsage: call.tokenSource !== "absent",
        };
    }
    if (settled === null)
        return null;
    return { span, members: null, ...settled, ancestors: ancestorsOf(), absorbedBy: null };
}
//# sourceMappingURL=call-groups.js.map