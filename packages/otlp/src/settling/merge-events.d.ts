import type { HeldEvent } from "./held-event.ts";
import { type WaitingCall } from "./held-span.ts";
/**
 * A span's call with what its log events know beside it: the span's own numbers stand. Where no span of these ids
 * claims a call, the details event that knows most stands for it.
 *
 * @returns null where there is no call: facts alone make none
 */
export declare function withEvents(waiting: WaitingCall | null, events: readonly HeldEvent[]): WaitingCall | null;
//# sourceMappingURL=merge-events.d.ts.map