import type { ErrorClass } from "@promptprof/model";

/** Why an upstream could not be asked. */
export interface FailureReason {
  /** 504 when it took too long, else 502. */
  readonly status: 502 | 504;
  /** `certificate has expired (CERT_HAS_EXPIRED)`; holds nothing of the request. */
  readonly words: string;
  readonly errorClass: ErrorClass;
  readonly code: string;
}

/** The time a connection may take. What comes after it is the client's own patience. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** No connection within `CONNECT_TIMEOUT_MS`. */
export class ConnectTimeoutError extends Error {
  override readonly name = "ConnectTimeoutError";
  readonly code = "ETIMEDOUT";
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the name is not known (DNS)",
  EAI_AGAIN: "the name cannot be looked up now (DNS)",
  ECONNRESET: "the connection was closed before an answer came",
  EPIPE: "the connection was closed before an answer came",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ETIMEDOUT: `no connection within ${CONNECT_TIMEOUT_MS / 1000} s`,
  CERT_HAS_EXPIRED: "the certificate has expired",
  CERT_NOT_YET_VALID: "the certificate is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed; name it in NODE_EXTRA_CA_CERTS",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate's authority is not known; name it in NODE_EXTRA_CA_CERTS",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate's authority is not known; name it in NODE_EXTRA_CA_CERTS",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "the certificate's authority is not known; name it in NODE_EXTRA_CA_CERTS",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another name",
  EPROTO: "it does not speak TLS; check http:// and https:// of its url",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS; check http:// and https:// of its url",
};

/** Reads the error of a request that got no answer. Only its code is looked at: messages may quote what was sent. */
export function failureReason(error: unknown): FailureReason {
  const code = codeOf(error);
  const known =
    WORDS[code] ?? (code.startsWith("HPE_") ? "it does not answer in HTTP" : "the request failed");
  const isLate = code === "ETIMEDOUT";
  return {
    status: isLate ? 504 : 502,
    words: code === "" ? known : `${known} (${code})`,
    errorClass: isLate ? "timeout" : "network",
    code: code === "" ? "network" : code,
  };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
