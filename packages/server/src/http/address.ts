/** Where to listen. `host` is a name or an IP address, without brackets; `port` 0 takes a free one. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const HOST_PORT = /^(?:\[(?<bracketed>[0-9a-fA-F:.]+)\]|(?<plain>[^\s:[\]]+)):(?<port>\d{1,5})$/;

/** `HOST:PORT` or `[IPv6]:PORT` to an address; null when it is neither or the port is above 65535. */
export function parseAddress(text: string): Address | null {
  const groups = HOST_PORT.exec(text)?.groups;
  const host = groups?.["bracketed"] ?? groups?.["plain"];
  const port = Number(groups?.["port"]);
  return host === undefined || port > 65_535 ? null : { host, port };
}

/** The address as it stands in a URL: IPv6 in brackets. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Only this machine can reach a loopback address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
