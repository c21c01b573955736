import { readRequest } from "@promptprof/anatomy";
import type { CallRecord } from "../call/call-record.ts";
import { classifyCode } from "../call/classify-error.ts";
import { isRecord, textOf, type Fields } from "../is-record.ts";
import type { ModelApi } from "./model-api.ts";
import { readResponsesUsage } from "./read-usage.ts";

/** `client.responses.create`. */
export const responses: ModelApi = {
  operation: "chat",
  usageOnRequest: false,
  messages: (body) => readRequest("openai-responses", body).messages,
  readResult: (result, call) => {
    if (isRecord(result)) readResponse(result, call);
  },
  readItem: (event, call) => {
    if (isRecord(event)) readEvent(event, call);
    return true;
  },
};

function readEvent(event: Fields, call: CallRecord): void {
  const type = textOf(event["type"]) ?? "";
  // Text, thoughts, refusals and arguments of calls all come as `response.….delta`.
  if (call.firstTokenAt === null && type.endsWith(".delta") && textOf(event["delta"]) !== null) {
    call.firstTokenAt = performance.now();
  }
  if (isRecord(event["response"])) readResponse(event["response"], call);
  if (type === "error") call.error = classifyCode(textOf(event["code"]));
}

function readResponse(response: Fields, call: CallRecord): void {
  call.responseId ??= textOf(response["id"]);
  call.responseModel ??= textOf(response["model"]);
  call.serviceTier = textOf(response["service_tier"]) ?? call.serviceTier;
  if (isRecord(response["usage"])) call.usage = readResponsesUsage(response["usage"]);
  if (isRecord(response["error"])) call.error = classifyCode(textOf(response["error"]["code"]));
  const details = response["incomplete_details"];
  const status = textOf(response["status"]);
  if (status !== "in_progress")
    call.finishReasons[0] = isRecord(details) ? textOf(details["reason"]) : status;
}
