import { blankCall, type Call } from "@promptprof/model";
import { decodeTraces, encodeCalls, encodeCallsJson, observe, Settler } from "@promptprof/otlp";
import { describe, expect, test } from "vitest";
import {
  factsOf,
  readRecordings,
  RECORDINGS_MISSING,
  RECORDINGS_PATH,
  type Recording,
} from "../../packages/model/src/replies/recorded-replies.case.ts";
import { COUNTS } from "../../packages/model/src/replies/recorded-counts.case.ts";
import { statedTokens, tokensOf } from "../../packages/model/src/replies/stated-tokens.case.ts";

const NOW = Date.UTC(2026, 10, 24);

/** The facts of a reply in a call, as everything that is not the client itself sends them (importer, demo). */
function callOf(recording: Recording, n: number): Call {
  const identity = { project: "default", traceId: hex(n, 32), spanId: hex(n, 16), startTime: NOW + n };
  const call = { ...blankCall(identity), provider: recording.provider, requestModel: recording.name };
  const facts = factsOf(recording);
  if (facts === null) return call;
  const { responseId, responseModel, finishReason, errorClass, errorType, tokenSource, notes } = facts;
  const said = { responseId, responseModel, finishReason, errorClass, errorType, tokenSource, notes };
  return { ...call, ...said, ...tokensOf(facts) };
}

function hex(n: number, digits: number): string {
  return (n + 1).toString(16).padStart(digits, "0");
}

/** All the way that a call takes into the store: bytes, spans, observations, records. */
function settled(body: Uint8Array, encoding: "protobuf" | "json"): Call[] {
  const { spans, rejected } = decodeTraces(body, encoding, { now: NOW });
  expect(rejected).toEqual({});
  const settler = new Settler();
  for (const [batch, span] of spans.entries()) {
    const observation = observe(span);
    if (observation.kind !== "call") return expect.unreachable(`${span.name} became ${observation.kind}`);
    settler.add([{ observation, batch }], batch);
  }
  return settler.takeAll(spans.length).calls.map(({ call }) => call);
}

describe.skipIf(RECORDINGS_MISSING)(`the replies recorded in ${RECORDINGS_PATH}`, () => {
  const recordings = readRecordings();
  const sent = recordings.map(callOf);
  const stated = Object.entries(COUNTS).map(([provider, [known, none]]) => ({ provider, known, none }));

  describe.each([
    ["protobuf", encodeCalls],
    ["json", encodeCallsJson],
  ] as const)("sent as %s", (encoding, encode) => {
    const calls = new Map(settled(encode(sent), encoding).map((call) => [call.requestModel, call]));

    test("are 299 calls in and 299 out", () => {
      expect(calls.size).toBe(299);
    });

    test.each(stated)(
      "$provider: $known calls have the tokens that their reply states, $none have none",
      ({ provider, known, none }) => {
        const own = recordings.filter((recording) => recording.provider === provider);
        const counted = own.filter(({ name }) => calls.get(name)?.tokenSource === "reported");
        expect([counted.length, own.length - counted.length]).toEqual([known, none]);
        for (const recording of own) {
          const call = calls.get(recording.name) ?? expect.unreachable(recording.name);
          expect([recording.name, tokensOf(call)]).toEqual([recording.name, statedTokens(recording)]);
        }
      },
    );
  });
});
