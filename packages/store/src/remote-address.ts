/** Where the client finds a server. */
export interface RemoteAddress {
  readonly url: string;
  /** In front of all requests; absent = none. */
  readonly pathname?: string;
}

/** Path of a promptprof server under which its store can be read. */
const OF_PROMPTPROF = /\/clickhouse\/?$/;

/** Whether a URL names another promptprof server, whose store can only be read. */
export function isOfPromptprof(url: string): boolean {
  return URL.canParse(url) && OF_PROMPTPROF.test(new URL(url).pathname);
}

/** The client takes the path of a URL for a database. One that ends in `/clickhouse` is another promptprof server's. */
export function remoteAddress(url: string): RemoteAddress {
  const plain = new URL(url);
  if (!OF_PROMPTPROF.test(plain.pathname)) return { url };
  const pathname = plain.pathname.replace(/\/$/, "");
  plain.pathname = "";
  return { url: plain.href, pathname };
}
