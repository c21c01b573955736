import type { CallObservation, FactsObservation, Observation } from "../observation.ts";
/** A log event as the settler holds it, until the span of its ids settles. */
export interface HeldEvent {
    readonly observation: EventObservation;
    readonly batch: number;
    /** false = its batch was let go of; it is only remembered, for a span that comes later. */
    waits: boolean;
}
export type EventObservation = EventCall | FactsObservation;
interface EventCall extends CallObservation {
    readonly claim: "event";
}
export declare function isEvent(observation: Observation): observation is EventObservation;
export {};
//# sourceMappingURL=held-event.d.ts.map