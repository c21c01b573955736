import { profile } from "@promptprof/sdk";
import type { Call } from "@promptprof/model";
import { expect } from "vitest";
import { callsOfProgram } from "./calls-of-program.ts";
import { outcomeOf, type Outcome } from "./compared.ts";
import type { OtlpSink } from "./otlp-sink.ts";
import type { ProviderRequest, ProviderServer } from "./provider-server.ts";

/** A bare client and a profiled one, for the same programs. */
export interface SideBySide<Client> {
  readonly bare: Client;
  readonly profiled: Client;
  /** Runs a program with both, expects the same results and the same requests, and gives what the bare one saw. */
  readonly sameForBoth: (program: (client: Client) => Promise<unknown>) => Promise<Outcome>;
  /** The calls that a program made with the profiled client, as promptprof's server reads them. */
  readonly callsOf: (program: (client: Client) => Promise<unknown>) => Promise<readonly Call[]>;
  /** The one call that it made. */
  readonly callOf: (program: (client: Client) => Promise<unknown>) => Promise<Call>;
}

export function sideBySide<Client extends object>(
  newClient: () => Client,
  provider: ProviderServer,
  sink: OtlpSink,
): SideBySide<Client> {
  const bare = newClient();
  const profiled = profile(newClient(), { endpoint: sink.url });
  const seenBy = async (client: Client, program: (client: Client) => Promise<unknown>) => {
    const before = provider.requests.length;
    const outcome = await outcomeOf(() => program(client));
    return { outcome, requests: provider.requests.slice(before).map(withoutTimes) };
  };
  const callsOf = (program: (client: Client) => Promise<unknown>): Promise<readonly Call[]> =>
    callsOfProgram(sink, () => program(profiled));
  return {
    bare,
    profiled,
    sameForBoth: async (program) => {
      const expected = await seenBy(bare, program);
      expect(await seenBy(profiled, program)).toEqual(expected);
      return expected.outcome;
    },
    callsOf,
    callOf: async (program) => {
      const calls = await callsOf(program);
      expect(calls).toHaveLength(1);
      return calls[0] as Call;
    },
  };
}

/** AWS signs each request with its time, and counts them. */
function withoutTimes({ path, headers, body }: ProviderRequest): ProviderRequest {
  const own = new Set(["x-amz-date", "authorization", "amz-sdk-invocation-id", "traceparent"]);
  return {
    path,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name))),
    body,
  };
}

/** All items of a stream; of one that is not there, none. */
export async function collect<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items ?? []) list.push(item);
  return list;
}
