const UTF8 = new TextDecoder();

/** What JSON says that a client takes or gives as text or bytes; null for anything else. */
export function parseJson(json: unknown): unknown {
  const text = json instanceof Uint8Array ? UTF8.decode(json) : json;
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
