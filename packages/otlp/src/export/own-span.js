import { OTEL } from "@promptprof/model";
import { nanoOfEpochMs } from "../wire/unix-nano.js";
import { callAttributes } from "./call-attributes.js";
/** Times go to the nanosecond, which is finer than a call's start can say. */
export function ownSpan(call) {
    const startNano = nanoOfEpochMs(call.startTime);
    return {
        traceId: call.traceId,
        spanId: call.spanId,
        name: call.requestModel === null ? call.operation : `${call.operation} ${call.requestModel}`,
        startNano,
        endNano: startNano + BigInt(Math.round((call.durationMs ?? 0) * 1e6)),
        attributes: callAttributes(call),
        failed: call.errorClass !== null,
    };
}
/** One resource for each service and environment, in order of appearance. */
export function ownResources(calls) {
    const resources = new Map();
    for (const call of calls) {
        const key = JSON.stringify([call.service, call.environment]);
        const resource = resources.get(key) ?? { attributes: resourceAttributes(call), spans: [] };
        resources.set(key, resource);
        resource.spans.push(ownSpan(call));
    }
    return [...resources.values()];
}
function resourceAttributes({ service, environment }) {
    const attributes = [];
    if (service !== null)
        attributes.push([OTEL.service, service]);
    if (environment !== null)
        attributes.push([OTEL.environment, environment]);
    return attributes;
}
//# sourceMappingURL=own-span.js.map