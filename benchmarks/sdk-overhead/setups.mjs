import { join } from "node:path";
import { flush, profile } from "@promptprof/sdk";
import OpenAI from "openai";
import { installPeer } from "../peers/install-peer.mjs";

/**
 * Each makes an `openai` client of the same version, observed in its own way, that exports to the sink.
 * The second bare client shows the noise: no difference smaller than theirs is a result.
 */
const OWN = {
  bare,
  "bare again": bare,
  "@promptprof/sdk": ({ sinkUrl, ...options }) => ({
    client: profile(bare(options).client, { endpoint: sinkUrl, service: "bench" }),
    flush,
  }),
};

/** Folder of `peers/` by the name in the table. */
const PEERS = {
  "hand-made span": "hand-made-span",
  "@opentelemetry/instrumentation-openai": "opentelemetry",
  "@arizeai/openinference-instrumentation-openai": "openinference",
  "@langfuse/openai": "langfuse",
  "@traceloop/instrumentation-openai": "traceloop",
};

export const VARIANTS = [...Object.keys(OWN), ...Object.keys(PEERS)];

export async function setupOf(variant) {
  if (variant in OWN) return OWN[variant];
  const { setup } = await import(join(installPeer(PEERS[variant]), "setup.mjs"));
  return setup;
}

function bare({ baseURL, fetch }) {
  return { client: new OpenAI({ baseURL, apiKey: "none", fetch }), flush: async () => {} };
}
