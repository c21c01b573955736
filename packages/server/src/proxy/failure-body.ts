import type { ReplyShape } from "@promptprof/model";

export interface Failure {
  readonly status: number;
  readonly message: string;
  /** A word for programs: `upstream_unreachable`. */
  readonly code: string;
}

/** google.rpc names of the statuses that the proxy answers with. */
const GOOGLE_STATUS: Readonly<Record<number, string>> = {
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  501: "UNIMPLEMENTED",
  502: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};
const ANTHROPIC_TYPE: Readonly<Record<number, string>> = {
  403: "permission_error",
  404: "not_found_error",
  501: "invalid_request_error",
  504: "timeout_error",
};

/**
 * The proxy's own failure in the words of the provider that the client thinks it talks to, so that the client's
 * library makes its own error of it. Shapes: the providers' API references, "Errors".
 */
export function failureBody(shape: ReplyShape | null, { status, message, code }: Failure): object {
  if (shape === "anthropic-messages") {
    return { type: "error", error: { type: ANTHROPIC_TYPE[status] ?? "api_error", message } };
  }
  if (shape === "gemini" || shape === "gemini-interactions" || shape === "vertex-predictions") {
    return { error: { code: status, message, status: GOOGLE_STATUS[status] ?? "UNAVAILABLE" } };
  }
  if (shape === "ollama") return { error: message };
  if (shape === "cohere" || shape === "bedrock-converse") return { message };
  if (shape === "mistral") return { object: "error", message, type: code, param: null, code };
  const type = status < 500 ? "invalid_request_error" : "api_error";
  return { error: { message, type, code, param: null } };
}

/** The shape that an upstream's clients expect where the path does not tell. */
export function shapeOfProvider(provider: string | null): ReplyShape | null {
  return provider === null ? null : (SHAPES[provider] ?? null);
}

const SHAPES: Readonly<Record<string, ReplyShape>> = {
  anthropic: "anthropic-messages",
  "gcp.gemini": "gemini",
  "gcp.vertex_ai": "gemini",
  "aws.bedrock": "bedrock-converse",
  mistral_ai: "mistral",
  cohere: "cohere",
};
