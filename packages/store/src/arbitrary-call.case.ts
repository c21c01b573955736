import {
  costOf,
  ERROR_CLASSES,
  PROMPT_SOURCES,
  SEGMENT_KINDS,
  TOKEN_SOURCES,
  type Call,
} from "@promptprof/model";
import fc from "fast-check";
import { callWith, YESTERDAY } from "./call-with.case.ts";

/** Texts that a format may stumble over: quotes, backslashes, tabs, zero bytes, emoji, and what fast-check finds. */
const text: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      "'",
      "\\",
      "\\N",
      "\t",
      "\n",
      "\0",
      "a'b\\'c",
      "NULL",
      "[]",
      "{p:String}",
      "; DROP TABLE calls",
      "😀",
    ),
  )
  // Half a surrogate pair is no text: UTF-8 has no bytes for it.
  .filter((value) => Buffer.from(value).toString() === value);
const optionalText = fc.option(text);
const natural = fc.oneof(fc.nat({ max: 5000 }), fc.maxSafeNat());
const tokens = fc.option(natural);
const money = fc.nat({ max: 10 ** 9 });
const HEX_DIGITS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));
const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...HEX_DIGITS), minLength: digits, maxLength: digits });
/** Whole microseconds, which is what the store keeps. */
const duration = fc.nat({ max: 10 ** 10 }).map((micros) => micros / 1000);

const cost = fc.record({ input: money, cacheRead: money, cacheWrite: money, output: money }).map(costOf);

const segment = fc.record({
  path: text,
  kind: fc.constantFrom(...SEGMENT_KINDS),
  hash: hex(16),
  tokens,
});

const gaps = fc.record({ count: natural, p50Ms: duration, p99Ms: duration, maxMs: duration });

const rateLimit = fc
  .record({ limitRequests: tokens, remainingRequests: tokens, limitTokens: tokens, remainingTokens: tokens })
  .filter((limit) => Object.values(limit).some((value) => value !== null));

/** Any call that the model allows. `project` is the test's own, so that tests do not see each other. */
export function anyCall(project: string): fc.Arbitrary<Call> {
  return fc
    .record({
      environment: optionalText,
      service: optionalText,
      team: optionalText,
      user: optionalText,
      session: optionalText,
      prompt: optionalText,
      version: optionalText,
      promptSource: fc.option(fc.constantFrom(...PROMPT_SOURCES)),
      provider: optionalText,
      operation: text,
      requestModel: optionalText,
      responseModel: optionalText,
      responseId: optionalText,
      serviceTier: optionalText,
      requestId: optionalText,
      versionLabel: optionalText,
      gitCommit: optionalText,
      experiment: optionalText,
      traceId: hex(32),
      spanId: hex(16),
      startTime: fc.nat({ max: 86_399_999_999 }).map((micros) => YESTERDAY + micros / 1000),
      durationMs: fc.option(duration),
      ttftMs: fc.option(duration),
      tpotMs: fc.option(duration),
      headersMs: fc.option(duration),
      retryWaitMs: fc.option(duration),
      gaps: fc.option(gaps),
      stream: fc.option(fc.boolean()),
      attempts: fc.option(fc.nat({ max: 20 })),
      httpStatus: fc.option(fc.integer({ min: 100, max: 599 })),
      errorClass: fc.option(fc.constantFrom(...ERROR_CLASSES)),
      errorType: optionalText,
      finishReason: optionalText,
      toolCalls: tokens,
      rateLimit: fc.option(rateLimit),
    })
    .chain((half) =>
      fc
        .record({
          inputTokens: tokens,
          cacheReadTokens: tokens,
          cacheWriteTokens: tokens,
          cacheWrite1hTokens: tokens,
          inputAudioTokens: tokens,
          outputTokens: tokens,
          reasoningTokens: tokens,
          outputAudioTokens: tokens,
          tokenSource: fc.constantFrom(...TOKEN_SOURCES),
          costNanoUsd: fc.option(cost),
          pricing: fc.record({
            status: fc.constantFrom("priced", "partly", "unpriced"),
            row: optionalText,
            effectiveFrom: optionalText,
            reason: optionalText,
          }),
          reportedCostNanoUsd: fc.option(money),
          segments: fc.array(segment, { maxLength: 4 }),
          dialect: text,
          tags: fc.array(text, { maxLength: 3 }),
          notes: fc.array(text, { maxLength: 3 }),
        })
        .map((other): Call => callWith({ project, ...half, ...other })),
    );
}
