import { expect, test } from "vitest";
import { callObservation, contextObservation, spanId, traceId } from "../journal/observation.case.ts";
import { withoutDecided } from "./without-decided.ts";

const id = { batch: 1, traceId: traceId(1), spanId: spanId(1) };

test("what was decided is left out, as often as it was decided", () => {
  const twice = [callObservation(1, 1), callObservation(1, 1), callObservation(1, 2)];
  expect(withoutDecided(twice, [])).toEqual(twice);
  expect(withoutDecided(twice, [id])).toEqual([callObservation(1, 1), callObservation(1, 2)]);
  expect(withoutDecided(twice, [id, id])).toEqual([callObservation(1, 2)]);
});

test("contexts stay: calls that are not decided yet may inherit from them", () => {
  expect(withoutDecided([contextObservation(1, 1)], [id])).toEqual([contextObservation(1, 1)]);
});
