import type { Message } from "../providers/provider.ts";
import { jsonInside } from "./json-in.ts";
import type { SuiteProvider } from "../suite/suite.ts";

/** A model that a scorer asks. */
export interface AskedModel extends SuiteProvider {
  readonly model: string;
}

/**
 * What a model says to messages.
 *
 * @throws Error where the call fails, with its class and message
 */
export async function askModel(
  { provider, model, parameters }: AskedModel,
  messages: readonly Message[],
  signal: AbortSignal,
): Promise<string> {
  const outcome = await provider.call({ messages, model, parameters, tools: [], segments: [] }, signal);
  if (outcome.kind === "failure")
    throw new Error(`the judge failed (${outcome.errorClass}): ${outcome.message}`);
  return outcome.text;
}

/** The last JSON object of a reply: models like to think aloud before it. */
export function lastObject(reply: string): Readonly<Record<string, unknown>> {
  const objects: readonly unknown[] = [...jsonInside(reply)];
  const last = objects.findLast(isObject);
  if (last === undefined)
    throw new Error(`the judge answered no JSON object: ${JSON.stringify(reply.slice(0, 80))}`);
  return last;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
