import { createStreamReader, type Call } from "@promptprof/model";
import { flush, profile, shutdown } from "@promptprof/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  RECORDINGS_MISSING,
  RECORDINGS_PATH,
} from "../../packages/model/src/replies/recorded-replies.case.ts";
import { tokensOf } from "../../packages/model/src/replies/stated-tokens.case.ts";
import { outcomeOf } from "../clients/compared.ts";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";
import { startRecordedServer, type RecordedServer } from "./recorded-server.case.ts";
import { PROVIDERS, recordedStreams } from "./recorded-streams.case.ts";

describe.skipIf(RECORDINGS_MISSING)(`clients that are given the streams of ${RECORDINGS_PATH}`, () => {
  let sink: OtlpSink;
  let server: RecordedServer;
  beforeAll(async () => {
    sink = await startOtlpSink();
    server = await startRecordedServer(recordedStreams);
  });
  afterAll(async () => {
    await shutdown();
    await Promise.all([server.close(), sink.close()]);
  });

  test.each(recordedStreams.map((recording, index) => ({ ...recording, index })))(
    "$name: the caller has the same items, and the call what the reader says",
    async ({ index, shape, events, read }) => {
      const url = server.urlOf(index);
      const bare = await outcomeOf(() => read(url, (client) => client));
      const before = sink.calls().length;
      const seen = await outcomeOf(() => read(url, (client) => profile(client, { endpoint: sink.url })));
      expect(seen).toEqual(bare);
      await flush();
      const calls = sink.calls().slice(before);
      expect(calls).toHaveLength(1);
      const reader = createStreamReader(shape, PROVIDERS[shape] ?? null);
      for (const event of events) reader.push(event);
      const { responseId, responseModel, finishReason, errorClass, ...facts } = reader.facts();
      // What the client itself cannot read ends the call there, with the client's own error.
      if (bare.error !== undefined) return;
      expect(saidBy(calls[0] as Call)).toEqual({
        responseId,
        responseModel,
        finishReason,
        errorClass,
        tokens: tokensOf(facts),
      });
    },
  );
});

function saidBy(call: Call) {
  const { responseId, responseModel, finishReason, errorClass } = call;
  return { responseId, responseModel, finishReason, errorClass, tokens: tokensOf(call) };
}
