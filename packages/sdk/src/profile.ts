import { CLIENT_KINDS } from "./client/client-kinds.ts";
import type { ProfileOptions } from "./profile-options.ts";
import { Profiler } from "./profiler.ts";
import { isRecord } from "./is-record.ts";
import { warnOnce } from "./warn-once.ts";

const profiled = new WeakSet();

/**
 * Profiles a client: each of its calls, streamed or not, also through the package's own helpers, becomes one
 * OpenTelemetry span with its times, tokens and anatomy. No text leaves the process unless `content` says so.
 *
 * The client is the one that was passed in, profiled in place: what it does, returns and throws stays as it was.
 * Profiling never throws into the host: what goes wrong in it is told once, as a Node warning, and counted.
 * An object that is no known client comes back untouched, with a warning.
 *
 * @example const client = profile(new OpenAI());
 */
export function profile<Client extends object>(client: Client, options: ProfileOptions = {}): Client {
  try {
    profileInPlace(client, options);
  } catch (error) {
    warnOnce("profile", `profile() leaves the client as it is: ${String(error)}`);
  }
  return client;
}

function profileInPlace(client: unknown, options: ProfileOptions): void {
  const kind = isRecord(client) ? CLIENT_KINDS.find(({ fits }) => fits(client)) : undefined;
  if (!isRecord(client) || kind === undefined) {
    const known = CLIENT_KINDS.map(({ name }) => name).join(", ");
    return warnOnce(
      "no-client",
      `profile() knows clients of ${known}; got ${nameOf(client)}, which is left as it is`,
    );
  }
  if (profiled.has(client)) return;
  profiled.add(client);
  kind.profile(client, new Profiler(kind.provider(client), options), (copy) => profile(copy, options));
}

function nameOf(value: unknown): string {
  return isRecord(value) ? `an object of class ${value.constructor?.name ?? "unknown"}` : String(value);
}
