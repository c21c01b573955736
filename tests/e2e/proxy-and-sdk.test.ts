import { flush, profile, shutdown } from "@promptprof/sdk";
import type { CallRow } from "@promptprof/server/contract";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  RECORDINGS_MISSING,
  RECORDINGS_PATH,
} from "../../packages/model/src/replies/recorded-replies.case.ts";
import { outcomeOf, type Outcome } from "../clients/compared.ts";
import { startRecordedServer, type RecordedServer } from "../replies/recorded-server.case.ts";
import { PROVIDERS, recordedStreams } from "../replies/recorded-streams.case.ts";
import { startPromptprof, type PromptprofUnderTest } from "./promptprof-under-test.ts";

const SHAPES = [...new Set(recordedStreams.map(({ shape }) => shape))];

/** What both see of a call. The SDK ends it where its client can read no further, the proxy where the bytes end. */
const SAID = [
  "provider",
  "operation",
  "requestModel",
  "responseModel",
  "responseId",
  "finishReason",
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
  "reasoningTokens",
  "toolCalls",
  "serviceTier",
  "stream",
  "errorClass",
] as const;

describe.skipIf(RECORDINGS_MISSING)(
  `a profiled client whose base URL is the proxy, given the streams of ${RECORDINGS_PATH}`,
  () => {
    let server: RecordedServer;
    let promptprof: PromptprofUnderTest;
    /** In the order in which they were made. */
    let bySdk: readonly CallRow[];
    let byProxy: readonly CallRow[];
    const outcomes: { readonly bare: Outcome; readonly profiled: Outcome }[] = [];
    beforeAll(async () => {
      server = await startRecordedServer(recordedStreams);
      const { origin } = new URL(server.urlOf(0));
      const upstreams = SHAPES.map(
        (shape) => `${shape}: { url: "${origin}", provider: ${PROVIDERS[shape]} }`,
      );
      promptprof = await startPromptprof({ config: `proxy: { upstreams: { ${upstreams.join(", ")} } }` });
      for (const [index, { shape, read }] of recordedStreams.entries()) {
        const proxied = `${promptprof.url}/proxy/${shape}/${index}`;
        outcomes.push({
          bare: await outcomeOf(() => read(server.urlOf(index), (client) => client)),
          profiled: await outcomeOf(() =>
            read(proxied, (client) => profile(client, { endpoint: promptprof.url })),
          ),
        });
      }
      await flush();
      const calls = await storedCalls(2 * recordedStreams.length);
      [bySdk, byProxy] = [
        calls.filter(({ dialect }) => dialect === "promptprof"),
        calls.filter(({ dialect }) => dialect === "proxy"),
      ];
    });
    afterAll(async () => {
      await shutdown();
      await promptprof.stop();
      await server.close();
    });

    test.each(recordedStreams.map((recording, index) => ({ ...recording, index })))(
      "$name is the same call to both, and the same items to the caller",
      ({ index }) => {
        const { bare, profiled } = outcomes[index] ?? {};
        expect(profiled).toEqual(bare);
        // What the client cannot read is its own error, which the proxy does not see.
        if (bare?.error === undefined) expect(said(byProxy[index])).toEqual(said(bySdk[index]));
      },
    );

    /** The proxy's calls enter some milliseconds after their answer. */
    async function storedCalls(count: number): Promise<readonly CallRow[]> {
      let calls: readonly CallRow[] = [];
      const arrived = async (): Promise<number> => {
        await promptprof.flush();
        calls = await promptprof.calls("");
        return calls.length;
      };
      await vi.waitUntil(async () => (await arrived()) === count, { timeout: 60_000, interval: 200 });
      return calls.toSorted((a, b) => a.startTime.localeCompare(b.startTime));
    }
  },
);

function said(call: CallRow | undefined) {
  return SAID.map((field) => `${field}: ${String(call?.[field])}`);
}
