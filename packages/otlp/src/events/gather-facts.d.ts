import type { FactsObservation } from "../observation.ts";
/**
 * One observation a span of all that a request tells of it: older instrumentations send an event for every message of
 * a conversation, and each would be a line of the journal. What tells nothing is left out.
 */
export declare function gatherFacts(facts: readonly FactsObservation[]): FactsObservation[];
//# sourceMappingURL=gather-facts.d.ts.map