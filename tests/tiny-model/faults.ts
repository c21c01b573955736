import { createHash } from "node:crypto";

/** What a model name makes the server do instead of, or on top of, answering. */
export type Fault =
  /** An HTTP error before any work. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code: string;
      readonly type: string;
      readonly headers?: Record<string, string>;
    }
  /** A real reply that ends badly after some tokens: the socket is cut, or an error event is sent. */
  | { readonly kind: "cut" | "error_event"; readonly afterTokens: number };

export const MODEL = "stories260k";

// The openai clients take retry-after-ms before retry-after: a test of retries need not wait whole seconds.
const RETRY = { "retry-after": "1", "retry-after-ms": "5" };
const overloaded: Fault = {
  kind: "status",
  status: 503,
  code: "overloaded",
  type: "server_error",
  headers: RETRY,
};

const FAULTS: Readonly<Record<string, Fault>> = {
  "rate-limited": {
    kind: "status",
    status: 429,
    code: "rate_limit_exceeded",
    type: "rate_limit_error",
    headers: RETRY,
  },
  overloaded,
  unauthorized: { kind: "status", status: 401, code: "invalid_api_key", type: "authentication_error" },
  filtered: { kind: "status", status: 400, code: "content_filter", type: "invalid_request_error" },
  cut: { kind: "cut", afterTokens: 5 },
  failing: { kind: "error_event", afterTokens: 5 },
};

export const MODELS: readonly string[] = [
  MODEL,
  `${MODEL}-flaky`,
  ...Object.keys(FAULTS).map((name) => `${MODEL}-${name}`),
];

/** Answers by model name: which fault this request gets, null for none, "unknown" for a model that is not there. */
export class Faults {
  readonly #failedOnce = new Set<string>();

  of(model: unknown, body: string): Fault | null | "unknown" {
    if (model === MODEL) return null;
    if (model === `${MODEL}-flaky`) return this.#everyOther(body) ? overloaded : null;
    const fault =
      typeof model === "string" && model.startsWith(`${MODEL}-`)
        ? FAULTS[model.slice(MODEL.length + 1)]
        : undefined;
    return fault ?? "unknown";
  }

  /** The first request with this body fails, the next one does not: what a retry looks like, for any client. */
  #everyOther(body: string): boolean {
    const key = createHash("sha256").update(body).digest("base64");
    if (this.#failedOnce.delete(key)) return false;
    this.#failedOnce.add(key);
    return true;
  }
}
