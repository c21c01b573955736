import type { IncomingHttpHeaders } from "node:http";

/** What whoever sends a call says about it; null = nothing. */
export interface CallName {
  readonly prompt: string | null;
  readonly version: string | null;
  readonly team: string | null;
  readonly session: string | null;
  readonly user: string | null;
  readonly environment: string | null;
  readonly experiment: string | null;
  readonly tags: readonly string[];
}

/** Reads the `x-promptprof-*` headers. A prompt in the path is nearer to the call than one in a header that a client sets once. */
export function callName(headers: IncomingHttpHeaders, promptInPath: string | null): CallName {
  const said = (name: string): string | null => textOf(headers[`x-promptprof-${name}`]);
  return {
    prompt: promptInPath ?? said("prompt"),
    version: said("version"),
    team: said("team"),
    session: said("session"),
    user: said("user"),
    environment: said("environment"),
    experiment: said("experiment"),
    tags: (said("tags") ?? "")
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
  };
}

/** node:http reads a header's bytes as Latin-1; clients that write more than ASCII write UTF-8. */
function textOf(value: string | string[] | undefined): string | null {
  const text = (Array.isArray(value) ? value.join(", ") : (value ?? "")).trim();
  if (text === "") return null;
  return /[\u0080-\u00ff]/.test(text) ? Buffer.from(text, "latin1").toString("utf8") : text;
}
