import { isRecord, textOf, type Fields } from "../is-record.ts";
import type { StatedItem } from "../stated/stated-reply.ts";
import { wireOfItem, wireOfReply } from "../stated/wire-of-stated.ts";
import { statedUsage } from "./stated-usage.ts";

const CARRIED: ReadonlyMap<unknown, StatedItem["carries"]> = new Map([
  ["text-delta", "text"],
  ["file", "text"],
  ["reasoning-delta", "reasoning"],
  ["tool-input-start", "tool"],
  ["tool-input-delta", "tool"],
]);

/** What `doGenerate` answers, in the wire format that our readers know. */
export function wireOfResult(result: unknown): unknown {
  if (!isRecord(result)) return null;
  const response = isRecord(result["response"]) ? result["response"] : {};
  const content: readonly unknown[] = Array.isArray(result["content"]) ? result["content"] : [];
  return wireOfReply({
    ...statedUsage(result["usage"], result["providerMetadata"]),
    id: textOf(response["id"]),
    model: textOf(response["modelId"]),
    finishReason: reasonOf(result["finishReason"]),
    toolCalls: content.filter(isToolCall).length,
    text: content.map(textIn).join(""),
  });
}

/** One part of what `doStream` answers with. */
export function wireOfPart(part: unknown): unknown {
  if (!isRecord(part)) return null;
  switch (part["type"]) {
    case "response-metadata":
      return wireOfItem({ id: textOf(part["id"]), model: textOf(part["modelId"]) });
    case "finish":
      return wireOfItem({
        ...statedUsage(part["usage"], part["providerMetadata"]),
        finishReason: reasonOf(part["finishReason"]),
      });
    case "tool-call":
      return wireOfItem({ toolCalls: 1 });
    case "error":
      return wireOfError(part["error"]);
    default:
      return wireOfItem({ carries: carriedBy(part), text: textOf(part["delta"]) });
  }
}

/** Some providers send parts without text; they are no tokens. */
function carriedBy({ type, delta }: Fields): StatedItem["carries"] {
  return delta === "" ? null : CARRIED.get(type);
}

function textIn(part: unknown): string {
  return isRecord(part) && part["type"] === "text" ? (textOf(part["text"]) ?? "") : "";
}

function isToolCall(part: unknown): boolean {
  return isRecord(part) && part["type"] === "tool-call";
}

/** The provider's own word where it is known: version 5 has the AI SDK's alone, as a text. */
function reasonOf(reason: unknown): string | null {
  if (!isRecord(reason)) return textOf(reason);
  return textOf(reason["raw"]) ?? textOf(reason["unified"]);
}

/** An error in mid-stream: an `APICallError` with what the provider said, a provider's own object, or a text. */
function wireOfError(error: unknown): Fields {
  if (!isRecord(error)) return { error: textOf(error) ?? "error" };
  if (isRecord(error["data"]) && isRecord(error["data"]["error"])) return error["data"];
  if (!(error instanceof Error)) return isRecord(error["error"]) ? error : { error };
  const status = error["statusCode"];
  return { error: { code: typeof status === "number" ? status : codeOf(error), message: error.message } };
}

function codeOf(error: Error): string {
  const { cause } = error;
  return (isRecord(cause) ? textOf(cause["code"]) : null) ?? error.name;
}
