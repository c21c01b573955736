import { classifyError } from "@promptprof/model/replies";
import type { ErrorClass } from "@promptprof/model/words";
import { isRecord, textOf, type Fields } from "../is-record.ts";

export interface CallError {
  readonly errorClass: ErrorClass;
  /** The provider's code, else the name of the error: never its message, which may quote the prompt. */
  readonly errorType: string;
  readonly httpStatus: number | null;
}

/** A call that nobody waited for to its end. */
export const CANCELLED: CallError = { errorClass: "cancelled", errorType: "cancelled", httpStatus: null };

/** An error that cannot even be looked at. */
export const UNKNOWN_FAILURE: CallError = { errorClass: "other", errorType: "_OTHER", httpStatus: null };

/** What an error that a client threw means. Its message is read to tell classes apart, and goes nowhere. */
export function failureOf(error: unknown): CallError {
  const fields: Fields = isRecord(error) ? error : {};
  const httpStatus = statusOf(fields);
  const name = nameOf(error);
  const known = classifyError({ httpStatus, body: bodyOf(fields), name });
  const broken = known.errorClass === "other" && httpStatus === null && isBrokenConnection(name, fields);
  return {
    errorClass: broken ? "network" : known.errorClass,
    errorType: known.errorType ?? name,
    httpStatus,
  };
}

/** Where clients keep the HTTP status: OpenAI, Anthropic and Google; Mistral and Cohere; Ollama; AWS. */
function statusOf(error: Fields): number | null {
  const metadata = isRecord(error["$metadata"]) ? error["$metadata"] : {};
  const places = [error["status"], error["statusCode"], error["status_code"], metadata["httpStatusCode"]];
  return places.find((status) => typeof status === "number") ?? null;
}

/** The provider's own error, where the client keeps it apart; else the error's own code and type. */
function bodyOf(error: Fields): unknown {
  const { body } = error;
  if (isRecord(error["error"])) return error["error"];
  if (typeof body === "string") return parsed(body) ?? error;
  if (isRecord(body)) return body;
  // Google's client puts the provider's JSON into the message.
  const message = textOf(error["message"]);
  return (message?.startsWith("{") === true ? parsed(message) : null) ?? error;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** undici's words for a connection that broke while the answer was read: TypeError "terminated" with its cause. */
function isBrokenConnection(name: string, error: Fields): boolean {
  return name === "TypeError" && isRecord(error["cause"]) && "code" in error["cause"];
}

/** The class's name: most clients leave `name` at "Error". */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "_OTHER";
  return error.name === "Error" ? error.constructor.name : error.name;
}
