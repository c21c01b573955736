import type { Attributes } from "../wire/attribute-value.ts";
import { textOf } from "./attribute.ts";
import { RESOURCE_SOURCES } from "./sources.ts";

/** What is taken from a resource. Everything else of it, the host's name and command line too, stays behind. */
export interface ResourceFacts {
  readonly project: string;
  readonly environment: string | null;
  readonly service: string | null;
  readonly team: string | null;
  readonly namespace: string | null;
}

/** The project of a span that names none. */
export const DEFAULT_PROJECT = "default";

/** Reads a resource once: all spans of a request share the same Map. */
export function readResource(resource: Attributes): ResourceFacts {
  const known = read.get(resource);
  if (known !== undefined) return known;
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
function namespaceOf(resource: Attributes): string | null {
  const namespace = first(resource, RESOURCE_SOURCES.namespace);
  return namespace === "sentry" ? null : namespace;
}

const read = new WeakMap<Attributes, ResourceFacts>();

function first(resource: Attributes, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(resource.get(name));
    if (text !== null) return text;
  }
  return null;
}
