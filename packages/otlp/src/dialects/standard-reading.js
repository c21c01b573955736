import { metadataOf, standardFacts } from "../fields/call-facts.js";
import { callKindOf } from "../fields/call-kind.js";
import { callObservation } from "../fields/call-observation.js";
import { contextObservation } from "../fields/context-observation.js";
import { Fields } from "../fields/fields.js";
import { readInherited } from "../fields/inherited.js";
/** Reads a span by the table of sources, with the corrections of its dialect. */
export function standardReading(span, dialect) {
    const fields = new Fields(span.attributes);
    const kind = (dialect.callKind ?? callKindOf)(span, fields);
    const metadata = metadataOf(span);
    if (kind === null)
        return contextObservation(span, readInherited(fields, metadata));
    const facts = standardFacts(span, fields, kind, metadata);
    return callObservation(span, dialect.correct?.(facts, span, fields) ?? facts, dialect.name);
}
//# sourceMappingURL=standard-reading.js.map