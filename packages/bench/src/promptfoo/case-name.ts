import { createHash } from "node:crypto";

/** The name of a case that has none: a hash of what it is called and says, so that a file and its results agree on it. */
export function caseName(description: unknown, variables: object): string {
  const said = JSON.stringify([description ?? null, variables]);
  return createHash("sha256").update(said).digest("hex").slice(0, 8);
}
