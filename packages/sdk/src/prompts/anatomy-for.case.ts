import { ContentFilter } from "../content/content-filter.ts";
import { SegmentHasher, type RequestFacts } from "@promptprof/anatomy";
import { anatomyOf, type Anatomy } from "../call/anatomy-of.ts";

const hasher = new SegmentHasher("salt");
const NO_CONTENT = new ContentFilter({ content: "none", redact: null });

/** The anatomy of a request, hashed with a key that does not matter. */
export function anatomyFor(request: RequestFacts): Anatomy {
  return anatomyOf(request, hasher, NO_CONTENT);
}
