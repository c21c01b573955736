import type { Attributes } from "../wire/attribute-value.ts";
/** What is taken from a resource. Everything else of it, the host's name and command line too, stays behind. */
export interface ResourceFacts {
    readonly project: string;
    readonly environment: string | null;
    readonly service: string | null;
    readonly team: string | null;
    readonly namespace: string | null;
}
/** The project of a span that names none. */
export declare const DEFAULT_PROJECT = "default";
/** Reads a resource once: all spans of a request share the same Map. */
export declare function readResource(resource: Attributes): ResourceFacts;
//# sourceMappingURL=resource.d.ts.map