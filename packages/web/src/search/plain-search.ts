import type { RawSearch } from "./search-reader.ts";

/** Addresses stay readable: `?prompt=support-triage&range=7d`, every value plain text, the first of a repeated name. */
export function parsePlainSearch(text: string): RawSearch {
  const first = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) if (!first.has(name)) first.set(name, value);
  return Object.fromEntries(first);
}

/** The inverse: leaves out what is undefined, keeps what is empty. */
export function stringifyPlainSearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === "string") params.set(name, value);
  }
  // A colon and a comma need no escape in a query (RFC 3986, 3.4), and times are full of the one.
  const text = params.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}
