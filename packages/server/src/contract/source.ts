import { Type, type Static } from "typebox";
import { oneOf, time } from "./shapes.ts";

/** Where an answer was read from and how far it may be off. */
export const Source = Type.Object({
  table: oneOf([
    "calls",
    "rollup_minute",
    "rollup_hour",
    "rollup_day",
    "rollup_week",
    "segment_rollup_hour",
    "segment_rollup_day",
  ]),
  step: Type.Integer({ description: "bucket width in ms; 0 = no buckets" }),
  quantileError: Type.Number({
    description: "largest relative error of a quantile; counts, tokens and money are exact",
  }),
  from: time("start that was really read, on a bucket's edge"),
  to: time("end that was really read, on a bucket's edge"),
});
export type Source = Static<typeof Source>;
