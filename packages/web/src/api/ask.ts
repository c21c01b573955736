import type { Answer } from "./answer.ts";

/** A question's parameters; undefined ones are not asked. */
export type Question = Readonly<Record<string, string | number | undefined>>;

/**
 * The one place that talks to the server. Never throws, but for the abort of its own signal.
 *
 * @param path  below `/api/v1/`
 * @param parts what the answer must have at its top; an answer without them is garbled, whatever its status
 */
export async function ask<T>(
  path: string,
  question: Question,
  parts: readonly (keyof T & string)[],
  signal: AbortSignal,
): Promise<Answer<T>> {
  try {
    const response = await fetch(address(path, question), {
      signal,
      headers: { accept: "application/json" },
    });
    return await read<T>(response, parts);
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: "unreachable" };
  }
}

function address(path: string, question: Question): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(question)) {
    if (value !== undefined) params.set(name, String(value));
  }
  return `/api/v1/${path}?${params}`;
}

async function read<T>(response: Response, parts: readonly string[]): Promise<Answer<T>> {
  const body = await json(response);
  const { status } = response;
  if (status >= 400 && status < 500) return { kind: "refused", status, message: errorOf(body) };
  if (!response.ok) return { kind: "broken", status, message: errorOf(body) };
  if (!isRecord(body)) return { kind: "garbled", detail: "the answer is not JSON" };
  const missing = parts.filter((part) => !(part in body));
  if (missing.length > 0) return { kind: "garbled", detail: `the answer has no ${missing.join(", ")}` };
  // The parts are there; that they are what the contract says is the server's word.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { kind: "answer", value: body as T };
}

/** undefined where the body is no JSON; a body that breaks off in the middle is unreachable, and rejects. */
async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(body: unknown): string | null {
  return isRecord(body) && typeof body["error"] === "string" ? body["error"] : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
