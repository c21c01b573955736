import { textOf } from "./attribute.js";
import { RESOURCE_SOURCES } from "./sources.js";
/** The project of a span that names none. */
export const DEFAULT_PROJECT = "default";
/** Reads a resource once: all spans of a request share the same Map. */
export function readResource(resource) {
    const known = read.get(resource);
    if (known !== undefined)
        return known;
    const facts = {
        project: first(resource, RESOURCE_SOURCES.project) ?? DEFAULT_PROJECT,
        environment: first(resource, RESOURCE_SOURCES.environment),
        service: first(resource, RESOURCE_SOURCES.service),
        team: first(resource, RESOURCE_SOURCES.team),
        namespace: namespaceOf(resource),
    };
    read.set(resource, facts);
    return facts;
}
/** Sentry's SDK gives its own name to the namespace of every program. */
function namespaceOf(resource) {
    const namespace = first(resource, RESOURCE_SOURCES.namespace);
    return namespace === "sentry" ? null : namespace;
}
const read = new WeakMap();
function first(resource, names) {
    for (const name of names) {
        const text = textOf(resource.get(name));
        if (text !== null)
            return text;
    }
    return null;
}
//# sourceMappingURL=resource.js.map