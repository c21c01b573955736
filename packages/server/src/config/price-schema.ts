import { Type } from "typebox";
import { closed } from "./closed.ts";

const usdPerMTok = (what: string) =>
  Type.Number({ minimum: 0, maximum: 1_000_000, description: `US dollars per million tokens of ${what}` });

const day = (what: string) =>
  Type.Optional(Type.String({ format: "date", description: `${what} (UTC), for example 2026-11-24` }));

const provider = Type.Optional(
  Type.String({ minLength: 1, description: "OpenTelemetry provider name; absent = any" }),
);

const Step = closed(
  {
    above: Type.Integer({
      minimum: 1,
      maximum: 1_000_000_000,
      description: "input tokens; a call with more of them pays this step for all of its tokens",
    }),
    inputUsdPerMTok: usdPerMTok("input"),
    outputUsdPerMTok: usdPerMTok("output"),
    cacheReadUsdPerMTok: Type.Optional(usdPerMTok("input read from a cache")),
  },
  "prices of a call with a long input",
);

export const OwnPriceSchema = closed(
  {
    model: Type.String({
      minLength: 1,
      description: "the model's name as calls carry it; * stands for any text",
    }),
    provider,
    from: day("first day the price holds"),
    to: day("first day the price no longer holds"),
    inputUsdPerMTok: usdPerMTok("input"),
    outputUsdPerMTok: usdPerMTok("output"),
    cacheReadUsdPerMTok: Type.Optional(usdPerMTok("input read from a cache")),
    cacheWriteUsdPerMTok: Type.Optional(usdPerMTok("input written to a cache for 5 minutes")),
    cacheWrite1hUsdPerMTok: Type.Optional(usdPerMTok("input written to a cache for an hour")),
    inputAudioUsdPerMTok: Type.Optional(usdPerMTok("sound in the input")),
    outputAudioUsdPerMTok: Type.Optional(usdPerMTok("sound in the output")),
    steps: Type.Optional(Type.Array(Step, { description: "prices of calls with a long input" })),
    tiers: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Number({
          minimum: 0,
          maximum: 100,
          description: "factor on the price, for example 0.5 for half of it",
        }),
        { description: "factors by service tier, for example { batch: 0.5 }" },
      ),
    ),
  },
  "an own price",
);

export const DiscountSchema = closed(
  {
    model: Type.Optional(
      Type.String({ minLength: 1, description: "the model's name; * stands for any text; absent = any" }),
    ),
    provider,
    from: day("first day the discount holds"),
    to: day("first day the discount no longer holds"),
    percent: Type.Number({ minimum: 0, maximum: 100, description: "per cent off the price of every token" }),
    onOwnPrices: Type.Optional(
      Type.Boolean({
        default: false,
        description: "true = off own prices too, which are paid as written else",
      }),
    ),
  },
  "a discount",
);
