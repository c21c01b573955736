import { chatCompletions } from "./client/chat-completions.ts";
import type { ModelApi } from "./client/model-api.ts";
import { responses } from "./client/responses.ts";
import { watchFetch } from "./client/watch-fetch.ts";
import { wrapMethod, type Method } from "./client/wrap-method.ts";
import { isRecord } from "./is-record.ts";
import type { ProfileOptions } from "./profile-options.ts";
import { Profiler } from "./profiler.ts";
import { warnOnce } from "./warn-once.ts";

/** The methods that make calls, by their place in the client. */
const METHODS: readonly { readonly path: readonly string[]; readonly api: ModelApi }[] = [
  { path: ["chat", "completions"], api: chatCompletions },
  { path: ["responses"], api: responses },
];

const profiled = new WeakSet();

/**
 * Profiles a client of the `openai` package (6.x, 7.x): each call of `chat.completions.create` and
 * `responses.create`, streamed or not, also through the package's own helpers (`parse`, `stream`, `runTools`),
 * becomes one OpenTelemetry span with its times, tokens and anatomy. No text leaves the process.
 *
 * The client is the one that was passed in, profiled in place: what it does, returns and throws stays as it was.
 * Profiling never throws into the host: what goes wrong in it is told once, as a Node warning, and counted.
 * An object that is no such client comes back untouched, with a warning.
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

function profileInPlace(client: object, options: ProfileOptions): void {
  const places = METHODS.flatMap(({ path, api }) => {
    const place = placeAt(client, path);
    return place === null ? [] : [{ place, api }];
  });
  if (places.length === 0)
    return warnOnce(
      "no-client",
      `profile() knows clients of the openai package; got ${nameOf(client)}, which is left as it is`,
    );
  if (profiled.has(client)) return;
  profiled.add(client);
  const profiler = new Profiler(client, options, watchFetch(client));
  for (const { place, api } of places) replace(place, "create", wrapMethod(place.create, api, profiler));
  profileCopies(client, options);
}

/** `withOptions` makes a new client: a profiled client's copy is profiled too. */
function profileCopies(client: object, options: ProfileOptions): void {
  if (!("withOptions" in client) || typeof client.withOptions !== "function") return;
  const { withOptions } = client;
  replace(client, "withOptions", function (this: unknown, ...args: readonly unknown[]) {
    const copy: unknown = Reflect.apply(withOptions, this, args);
    return isRecord(copy) ? profile(copy, options) : copy;
  });
}

type Place = object & { readonly create: Method };

function placeAt(client: unknown, path: readonly string[]): Place | null {
  const place = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), client);
  return isPlace(place) ? place : null;
}

function isPlace(value: unknown): value is Place {
  return isRecord(value) && typeof value["create"] === "function";
}

/** An own property on this one object, as invisible as the method on the prototype was. */
function replace(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: false });
}

function nameOf(value: unknown): string {
  return isRecord(value) ? `an object of class ${value.constructor?.name ?? "unknown"}` : String(value);
}
