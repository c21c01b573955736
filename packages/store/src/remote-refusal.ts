import { StoreError, StoreUnavailableError } from "./store-error.ts";

/** The oldest release whose views know a repeated insert; the tests run on newer ones. */
const VERSION_MIN = [25, 8] as const;

/** What a user can put right, by the server's code: how it is said, and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  "81": "has no such database; make it with CREATE DATABASE, or name another at the end of the store URL: http://host:8123/database",
  "192":
    "does not know the user; put user and password into the store URL: http://user:password@host:8123/database",
  "193": "refuses the password; check user and password in the store URL",
  "194": "wants a password; put it into the store URL: http://user:password@host:8123/database",
  "497":
    "does not let the user do this; grant SELECT, INSERT, ALTER, CREATE, DROP and TRUNCATE on the database to it",
  "516": "refuses user or password; check both in the store URL: http://user:password@host:8123/database",
};

/** Codes by which a server says "not now": too many queries, parts or memory in use, a full disk, shutting down, read-only, no quorum. */
const TRY_AGAIN = new Set([
  "159",
  "202",
  "209",
  "210",
  "241",
  "242",
  "243",
  "252",
  "285",
  "286",
  "289",
  "319",
  "394",
  "999",
]);

/** Says in one line what a server's refusal or silence means, without the password. */
export function remoteFailure(error: unknown, url: URL): StoreError {
  const where = `ClickHouse at ${url.host}`;
  const message = withoutPassword(error instanceof Error ? error.message : String(error), url);
  const code = codeOf(error);
  const refusal = REFUSALS[code];
  if (refusal !== undefined) return new StoreError(`${where} ${refusal}`, { cause: new Error(message) });
  if (/^\d+$/.test(code) && !TRY_AGAIN.has(code))
    return new StoreError(`${where}: ${message}`, { cause: error });
  return new StoreUnavailableError(
    `${where} does not answer (${message}); check that it runs and that the address is right`,
    { cause: error },
  );
}

/** As `remoteFailure`, of the first question, to which something else than ClickHouse may answer. */
export function firstFailure(error: unknown, url: URL): StoreError {
  return isSilence(error) || /^\d+$/.test(codeOf(error)) ? remoteFailure(error, url) : notClickHouse(url);
}

/** @throws StoreError where the server is too old */
export function refuseOldVersion(version: string, url: URL): void {
  const [year = NaN, month = NaN] = version.split(".").map(Number);
  if (Number.isNaN(year) || Number.isNaN(month)) throw notClickHouse(url);
  const [yearMin, monthMin] = VERSION_MIN;
  if (year > yearMin || (year === yearMin && month >= monthMin)) return;
  throw new StoreError(
    `ClickHouse at ${url.host} is ${version}, and promptprof needs ${yearMin}.${monthMin} or newer; upgrade it`,
  );
}

/** @throws StoreError; the URL is not repeated, as it may hold a password */
export function parseStoreUrl(url: string): URL {
  if (/^https?:\/\/./.test(url) && URL.canParse(url)) return new URL(url);
  throw new StoreError("the store URL must be like http://user:password@host:8123/database");
}

/** Was the connection cut while it was used? Another one may be whole. */
export function isCut(error: unknown): boolean {
  return (
    ["ECONNRESET", "EPIPE"].includes(codeOf(error)) ||
    (error instanceof Error && error.message === "socket hang up")
  );
}

function notClickHouse(url: URL): StoreError {
  return new StoreError(
    `what answers at ${url.host} is not ClickHouse; give the address of its HTTP interface, by default port 8123`,
  );
}

/** Nothing came at all: no connection, or no answer in time. */
function isSilence(error: unknown): boolean {
  return (
    /^E(?!RR_)[A-Z_]+$/.test(codeOf(error)) ||
    isCut(error) ||
    (error instanceof Error && /timeout/i.test(error.message))
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function withoutPassword(message: string, { password }: URL): string {
  return password === ""
    ? message
    : message.replaceAll(password, "***").replaceAll(decodeURIComponent(password), "***");
}
