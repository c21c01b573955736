import { expect, test } from "vitest";
import { callOf } from "../dialects/span.case.ts";

const chat = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" };

test.each(["exception", "gen_ai.client.operation.exception"])(
  "an event %s without an answer is a failure",
  (name) => {
    const events = [{ name, attributes: { "exception.type": "RateLimitError" } }];
    expect(callOf(chat, { events })).toMatchObject({ errorClass: "rate_limit", errorType: "RateLimitError" });
    expect(callOf({ ...chat, "gen_ai.usage.output_tokens": 45 }, { events }).errorClass).toBeNull();
  },
);
