import { SegmentHasher, type RequestFacts } from "@promptprof/anatomy";
import { anatomyOf, type Anatomy } from "../call/anatomy-of.ts";

const hasher = new SegmentHasher("salt");

/** The anatomy of a request, hashed with a key that does not matter. */
export function anatomyFor(request: RequestFacts): Anatomy {
  return anatomyOf(request, hasher);
}
