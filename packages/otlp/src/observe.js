import { DIALECTS } from "./dialects/index.js";
import { contextObservation } from "./fields/context-observation.js";
import { Fields } from "./fields/fields.js";
import { readInherited } from "./fields/inherited.js";
/**
 * What one span tells, in the vocabulary of the project and without any content: no prompt, no answer, nothing of the
 * host. The user is still the name as sent; the server hashes it at its door.
 */
export function observe(span, options = {}) {
    const reading = DIALECTS.find((dialect) => dialect.matches(span))?.read(span) ?? readStranger(span);
    if (reading.kind !== "call" || options.project === undefined)
        return reading;
    return { ...reading, call: { ...reading.call, project: options.project } };
}
const KIND_CLIENT = 3;
const KIND_PRODUCER = 4;
/**
 * A span of no dialect, such as a server's request: it may carry the user, and it links calls to what is above it.
 * Only the outgoing requests of a service (HTTP, SQL, queues) are left out: they are the bulk of a trace and enclose
 * no call of the same process.
 */
function readStranger(span) {
    const inherited = readInherited(new Fields(span.attributes), undefined);
    const isOutgoing = span.kind === KIND_CLIENT || span.kind === KIND_PRODUCER;
    return isOutgoing && saysNothing(inherited) ? { kind: "not_call" } : contextObservation(span, inherited);
}
function saysNothing({ prompt, version, user, session, team, tags }) {
    return (prompt ?? version ?? user ?? session ?? team) === null && tags.length === 0;
}
//# sourceMappingURL=observe.js.map