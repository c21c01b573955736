import { ERROR_CLASSES, SEGMENT_KINDS } from "@promptprof/model";
import { z } from "zod";
import { REPORT_SCHEMA, type Report } from "./report.ts";

const text = z.string();
const number = z.number();
const count = z.int().min(0);
const fraction = number.min(0).max(1);
const maybe = <Schema extends z.ZodType>(schema: Schema): z.ZodNullable<Schema> => schema.nullable();
const sides = <Schema extends z.ZodType>(
  schema: Schema,
): z.ZodObject<{ base: z.ZodNullable<Schema>; head: Schema }, z.core.$strict> =>
  z.strictObject({ base: maybe(schema), head: schema });

const interval = z.strictObject({
  estimate: number,
  low: maybe(number).meta({ description: "null: not bounded from below" }),
  high: maybe(number).meta({ description: "null: not bounded from above" }),
  level: fraction,
  method: text,
  warnings: z.array(text),
});

const side = z.strictObject({ value: maybe(number), n: count });

const comparison = z.strictObject({
  metric: text,
  title: text,
  unit: z.enum(["ms", "tokens", "nano_usd", "rate", "score"]),
  gates: z.boolean().meta({ description: "whether the gate looks at it" }),
  worse: z.enum(["up", "down"]),
  scale: z.enum(["ratio", "difference"]),
  a: side.meta({ description: "base" }),
  b: side.meta({ description: "head" }),
  change: maybe(interval).meta({
    description:
      "ratio: head / base - 1; difference: head - base in the metric's unit; null: nothing can be said",
  }),
  margin: number
    .positive()
    .meta({ description: "how much worse does not matter, on the scale of the change" }),
  verdict: z.enum(["better", "worse", "same", "undecided"]),
  needed: maybe(count).meta({ description: "cases more that would about decide it" }),
  detectable: maybe(number).meta({
    description: "the smallest change that so many cases show with 80 % power",
  }),
  pWorse: maybe(fraction).meta({ description: "one-sided p of 'not worse than the margin', corrected" }),
  correction: maybe(text),
  warnings: z.array(text),
});

const failures = z.strictObject({
  calls: count,
  failed: count,
  byClass: z.partialRecord(z.enum(ERROR_CLASSES), count),
});

const total = z.strictObject({
  value: maybe(number),
  reason: maybe(text).meta({ description: "why there is no value" }),
  details: z
    .record(text, z.json())
    .meta({ description: "what makes the value up: counts, a signature, a confusion matrix" }),
});

const prompt = z.strictObject({
  prompt: text,
  provider: text,
  model: sides(text),
  version: sides(text),
  file: maybe(text),
  cases: count,
  clusters: count,
  repeats: count,
  failures: sides(failures),
  metrics: z.array(comparison),
  totals: z.array(
    z.strictObject({
      name: text,
      base: maybe(total).meta({ description: "null: the side was not run" }),
      head: maybe(total),
    }),
  ),
  slices: z.array(z.strictObject({ tag: text, value: text, comparison })),
  segments: z.array(
    z.strictObject({
      path: text,
      kind: z.enum(SEGMENT_KINDS),
      base: maybe(number).meta({
        description: "mean input tokens of a call; null: base has no such segment",
      }),
      head: maybe(number),
      line: maybe(z.int().min(1)),
    }),
  ),
  latencies: sides(z.array(number.min(0)).max(200)),
  worseCases: z.array(z.strictObject({ case: text, score: text, base: number, head: number })).max(10),
});

const gate = z.strictObject({
  mode: z.enum(["proven-worse", "not-worse"]),
  outcome: z.enum(["passed", "regressed", "undecided"]),
  exitCode: z.union([z.literal(0), z.literal(10), z.literal(11)]),
  checks: z.array(
    z.strictObject({
      outcome: z.enum(["passed", "failed", "undecided"]),
      prompt: maybe(text).meta({ description: "null: a limit of the whole run" }),
      provider: maybe(text),
      metric: text,
      limit: text,
      text,
      place: maybe(z.strictObject({ file: text, line: z.int().min(1) })),
    }),
  ),
});

const run = z.strictObject({
  id: text,
  suite: z.strictObject({ name: text, file: text, hash: text }),
  base: maybe(text),
  head: text,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  seed: z.int(),
  ended: z.enum(["complete", "money", "time", "stopped"]),
  replayed: maybe(text),
  unchanged: z.array(text),
  calls: count,
  scorerCalls: count.meta({
    description: "of judges and embeddings, beside calls; their money is part of the cost",
  }),
  failed: count,
  costNanoUsd: maybe(count),
  unpriced: count,
});

/** The one shape that every format is derived from; `report.schema.json` says the same to other programs. */
export const ReportSchema: z.ZodType<Report> = z
  .strictObject({
    schema: z.literal(REPORT_SCHEMA),
    run,
    scorers: z.array(z.strictObject({ name: text, binary: z.boolean(), goodFor: text, notFor: text })),
    prompts: z.array(prompt),
    warnings: z.array(text),
    gate,
  })
  .meta({
    title: "promptprof report",
    description:
      "A run of a bench suite, base and head compared. Unknown is null, times are ISO 8601, money is nano-dollars.",
  });
