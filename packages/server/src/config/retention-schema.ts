import { DEFAULT_RETENTION, RETENTION_DAYS_MAX } from "@promptprof/store";
import { Type } from "typebox";
import { closed } from "./closed.ts";

const FOR_EVER = "forever";

/** Days, `forever` or null, which is the same. */
const days = (options: { readonly description: string; readonly default?: number | string }) =>
  Type.Union(
    [Type.Integer({ minimum: 1, maximum: RETENTION_DAYS_MAX }), Type.Literal(FOR_EVER), Type.Null()],
    options,
  );

const daysOr = (byDefault: number | null, description: string) =>
  Type.Optional(days({ description, default: byDefault ?? FOR_EVER }));

export const RetentionSchema = closed(
  {
    calls: daysOr(DEFAULT_RETENTION.calls, "days that single calls are kept, from their receipt"),
    minutes: daysOr(DEFAULT_RETENTION.minutes, "days that sums by minute are kept"),
    hours: daysOr(DEFAULT_RETENTION.hours, "days that sums by hour are kept"),
    days: daysOr(DEFAULT_RETENTION.days, "days that sums by day are kept"),
    scores: daysOr(DEFAULT_RETENTION.scores, "days that single scores are kept, from their receipt"),
    projects: Type.Optional(
      Type.Record(Type.String(), days({ description: "days that single calls of the project are kept" }), {
        description: "projects whose single calls are kept longer or shorter",
        default: {},
      }),
    ),
  },
  "how long what is stored is kept",
);
