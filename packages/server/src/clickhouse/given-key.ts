import type { IncomingHttpHeaders } from "node:http";

/**
 * The key that a client gives, in any of ClickHouse's ways: `X-ClickHouse-Key`, basic authentication, a bearer token, or
 * `password` in the URL. The user's name may be any: the key says who it is.
 *
 * @returns null where there is none
 */
export function givenKey(headers: IncomingHttpHeaders, url: URLSearchParams): string | null {
  const header = headers["x-clickhouse-key"];
  if (typeof header === "string") return header;
  const { authorization } = headers;
  return authorization === undefined ? url.get("password") : keyIn(authorization);
}

function keyIn(authorization: string): string | null {
  const [, scheme = "", value = ""] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return null;
  const text = Buffer.from(value, "base64").toString();
  return text.includes(":") ? text.slice(text.indexOf(":") + 1) : null;
}
