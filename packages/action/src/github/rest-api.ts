import { setTimeout as wait } from "node:timers/promises";

/** How GitHub's REST API answered, after all waiting and trying again. */
export type ApiAnswer =
  | { readonly kind: "ok"; readonly body: unknown; readonly next: string | null }
  /** 403 or 404 for want of rights: a fork's token may only read, and GitHub hides what one may not see. */
  | { readonly kind: "refused"; readonly status: number; readonly message: string }
  | { readonly kind: "failed"; readonly message: string };

export interface RestApiOptions {
  readonly apiUrl: string;
  readonly token: string;
  /** Between attempts; tests do not wait. */
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Epoch ms. */
  readonly now?: () => number;
}

const ATTEMPTS_MAX = 5;
/** A job that waits longer for a comment costs more than the comment is worth. */
const WAIT_MS_MAX = 3 * 60_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * GitHub's REST API as far as a comment needs it. Waits as GitHub asks to: `retry-after` of secondary rate limits, the
 * reset time of primary ones, a minute where it says neither, three minutes in all.
 *
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export class RestApi {
  readonly #apiUrl: string;
  readonly #token: string;
  readonly #sleep: (ms: number) => Promise<unknown>;
  readonly #now: () => number;
  #waitedMs = 0;

  constructor({ apiUrl, token, sleep = wait, now = Date.now }: RestApiOptions) {
    this.#apiUrl = apiUrl;
    this.#token = token;
    this.#sleep = sleep;
    this.#now = now;
  }

  /**
   * What was sent to be created and broke on the way may have been created: only a refusal lets it be sent again.
   *
   * @param path from `/repos/...` on, or the address of a next page
   */
  async request(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<ApiAnswer> {
    let last = "no answer";
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const response = await this.#fetch(method, path, body);
      if (typeof response === "string") last = response;
      else if (response.ok) return this.#ok(response);
      else {
        const message = await messageOf(response);
        last = `GitHub answered ${response.status}: ${message}`;
        const mayExist = method === "POST" && response.status >= 500;
        const pause = mayExist ? null : this.#pauseAfter(response, message, attempt);
        if (pause === null) return refusal(response.status, message, last);
        if (await this.#pause(pause)) continue;
        return { kind: "failed", message: `${last}; it asks to wait longer than this job does` };
      }
      if (method === "POST" || !(await this.#pause(1000 * 2 ** (attempt - 1)))) break;
    }
    return { kind: "failed", message: last };
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Response | string> {
    try {
      return await fetch(this.#addressOf(path), {
        method,
        headers: {
          accept: "application/vnd.github+json",
          authorization: `Bearer ${this.#token}`,
          "content-type": "application/json",
          "user-agent": "promptprof",
          "x-github-api-version": "2022-11-28",
        },
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        // A redirect would take the token along.
        redirect: "error",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      return `${this.#apiUrl} does not answer: ${reasonOf(error)}`;
    }
  }

  #addressOf(path: string): string {
    return path.startsWith("/") ? this.#apiUrl + path : path;
  }

  async #ok(response: Response): Promise<ApiAnswer> {
    const body: unknown = await response.json();
    return { kind: "ok", body, next: this.#nextPage(response.headers.get("link")) };
  }

  /** Only of the same server: the token goes along. */
  #nextPage(link: string | null): string | null {
    const address = /<([^>]+)>;[^,]*\brel="?next"?/.exec(link ?? "")?.[1];
    if (address === undefined || !URL.canParse(address)) return null;
    return new URL(address).origin === new URL(this.#apiUrl).origin ? address : null;
  }

  /** ms until it is worth another try; null = it never is. */
  #pauseAfter({ status, headers }: Response, message: string, attempt: number): number | null {
    if (status >= 500) return 1000 * 2 ** (attempt - 1);
    if (status !== 403 && status !== 429) return null;
    const after = Number(headers.get("retry-after") ?? Number.NaN);
    if (Number.isFinite(after)) return after * 1000;
    const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
    if (headers.get("x-ratelimit-remaining") === "0" && Number.isFinite(reset))
      return Math.max(1000, reset * 1000 - this.#now());
    return status === 429 || /rate limit|abuse/i.test(message) ? 60_000 : null;
  }

  /** false = it would be too long. */
  async #pause(ms: number): Promise<boolean> {
    if (this.#waitedMs + ms > WAIT_MS_MAX) return false;
    this.#waitedMs += ms;
    await this.#sleep(ms);
    return true;
  }
}

function refusal(status: number, message: string, last: string): ApiAnswer {
  const isRefusal = status === 401 || status === 403 || status === 404;
  return isRefusal ? { kind: "refused", status, message } : { kind: "failed", message: last };
}

async function messageOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && "message" in body) return String(body.message);
  } catch {
    // A gateway's page; its beginning will do.
  }
  return text.slice(0, 200).replaceAll(/\s+/g, " ").trim() || response.statusText;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
