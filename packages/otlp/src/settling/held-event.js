export function isEvent(observation) {
    return observation.kind === "facts" || (observation.kind === "call" && observation.claim === "event");
}
//# sourceMappingURL=held-event.js.map