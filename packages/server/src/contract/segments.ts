import { SEGMENT_KINDS } from "@promptprof/model";
import { Type, type Static } from "typebox";
import { Selection } from "./selection.ts";
import { count, nanoUsd, nullable, oneOf } from "./shapes.ts";
import { Source } from "./source.ts";

const { from, to, project, prompt, version, model } = Selection.properties;

/** The sums of segments know neither environment, nor service, nor team. */
export const SegmentsQuestion = Type.Object({
  from,
  to,
  project,
  prompt,
  version,
  model,
  by: Type.Optional(oneOf(["prompt", "version", "model"])),
});
export type SegmentsQuestion = Static<typeof SegmentsQuestion>;

/** What the segments of prompts take and cost; most tokens first. */
export const SegmentsAnswer = Type.Object({
  segments: Type.Array(
    Type.Object({
      group: nullable(
        Type.String({ description: "value of `by`; null without `by` or where calls have none" }),
      ),
      path: Type.String(),
      kind: oneOf(SEGMENT_KINDS),
      calls: count("calls that have the segment"),
      tokens: count("its tokens in all of them"),
      callsWithoutTokens: count(
        "those of them of which its tokens are unknown; they add nothing to `tokens`",
      ),
      costNanoUsd: nanoUsd(
        "its share, by tokens, of what the input cost: uncached, read from and written to a cache",
      ),
      callsWithoutCost: count(
        "those of them of which the share is unknown; they add nothing to `costNanoUsd`",
      ),
      partlyPricedCalls: count(
        "those of them of which a part has no price; with any, `costNanoUsd` is a lower bound",
      ),
    }),
  ),
  source: Source,
  widened: Type.Boolean({
    description: "the range was widened to whole hours or days; `source` says from when to when",
  }),
});
export type SegmentsAnswer = Static<typeof SegmentsAnswer>;
