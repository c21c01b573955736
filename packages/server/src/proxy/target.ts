/** What the path of a request to the proxy says. */
export interface Target {
  readonly upstream: string;
  /** Named by `/p/PROMPT/`; null = not named. */
  readonly prompt: string | null;
  /** Path and query for the upstream, as they were sent: `/v1/chat/completions?x=1`. */
  readonly path: string;
}

const TARGET = /^\/proxy\/([^/?]+)(?:\/p\/([^/?]+))?([^]*)$/;

/** Whether a request is meant for the proxy. */
export function isForProxy(url: string): boolean {
  return url.startsWith("/proxy") && /^\/proxy(?:[/?]|$)/.test(url);
}

/** Takes `/proxy/NAME/...` and `/proxy/NAME/p/PROMPT/...` apart; null where no upstream is named. */
export function readTarget(url: string): Target | null {
  const [, upstream, prompt, rest = ""] = TARGET.exec(url) ?? [];
  if (upstream === undefined) return null;
  return {
    upstream: decoded(upstream),
    prompt: prompt === undefined ? null : decoded(prompt),
    path: rest.startsWith("/") ? rest : `/${rest}`,
  };
}

/** The path without its query, which may hold a key: the only part that may be looked at and shown. */
export function pathnameOf(path: string): string {
  const query = path.indexOf("?");
  return query === -1 ? path : path.slice(0, query);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
