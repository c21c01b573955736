import { providerOfHost } from "@promptprof/model/words";

/** Whom a client talks to. */
export interface Provider {
  /** OpenTelemetry's `gen_ai.provider.name`. */
  readonly name: string;
  readonly address: string | null;
  readonly port: number | null;
}

/** By the client's base URL, else the one whose API it speaks. */
export function providerOf(client: object, otherwise: string): Provider {
  const stated = "baseURL" in client ? client.baseURL : null;
  return providerAt(typeof stated === "string" ? stated : null, otherwise);
}

/** By the URL that is called. */
export function providerAt(stated: string | null, otherwise: string): Provider {
  const url = stated === null ? null : parse(stated);
  if (url === null) return { name: otherwise, address: null, port: null };
  const name = providerOfHost(url.hostname) ?? otherwise;
  return { name, address: url.hostname, port: portOf(url) };
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "http:" ? 80 : 443;
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
