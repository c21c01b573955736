import { expect, test } from "vitest";
import { CALL_KEY, callKeyOf, spanOfCallKey } from "./call-key.ts";

const call = {
  startTime: "2026-11-24T06:02:51.613Z",
  traceId: "0123456789abcdef0123456789abcdef",
  spanId: "0123456789abcdef",
};

test("a call's key finds its millisecond again", () => {
  const key = callKeyOf(call);
  expect(key).toMatch(CALL_KEY);
  expect(spanOfCallKey(key)).toEqual({
    from: Date.parse(call.startTime),
    to: Date.parse(call.startTime) + 1,
  });
});

test("anything else is no key", () => {
  for (const text of ["", "1:2:3", `x${callKeyOf(call)}`, callKeyOf(call).toUpperCase()])
    expect(text).not.toMatch(CALL_KEY);
});
