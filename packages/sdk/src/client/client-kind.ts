import type { Profiler } from "../profiler.ts";
import type { Provider } from "./provider-of.ts";

/** One client library that `profile()` knows. */
export interface ClientKind {
  /** The package, as its users call it. */
  readonly name: string;
  /** Looks at the client's form alone: two copies of a package are two classes. */
  readonly fits: (client: object) => boolean;
  readonly provider: (client: object) => Provider;
  /** Replaces the methods that make calls, in place; `profile` is for clients that the client makes. */
  readonly profile: (client: object, profiler: Profiler, profileCopy: (copy: object) => void) => void;
}
