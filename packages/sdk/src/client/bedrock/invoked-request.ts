import { readRequest, type RequestFacts } from "@promptprof/anatomy";
import type { ReplyShape } from "@promptprof/model/replies";
import { isRecord, textOf, type Fields } from "../../is-record.ts";
import { parseJson } from "./json-bytes.ts";

/**
 * What an InvokeModel asks for. Its body is JSON in the model's own format: it is parsed when somebody wants to know,
 * after the request has left.
 */
export function invokedRequest(input: Fields): RequestFacts {
  const { modelId, body } = input;
  let facts: RequestFacts | undefined;
  const read = (): RequestFacts => (facts ??= readBody(parseJson(body)));
  return {
    model: textOf(modelId),
    stream: null,
    get messages() {
      return read().messages;
    },
    get tools() {
      return read().tools;
    },
  };
}

/** Titan has a name of its own for what others call `prompt`. */
function readBody(body: unknown): RequestFacts {
  if (!isRecord(body)) return readRequest("openai-chat", body);
  return readRequest(formatOf(body), { prompt: body["inputText"], ...body });
}

/** Anthropic demands its version; Nova takes what Converse takes; the others have `messages` or `prompt`. */
function formatOf(body: Fields): ReplyShape {
  if ("anthropic_version" in body) return "anthropic-messages";
  return "schemaVersion" in body || "inferenceConfig" in body ? "bedrock-converse" : "openai-chat";
}
