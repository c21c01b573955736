import { withContext } from "@promptprof/sdk";
import { keyOf, type Recorded, type Slot } from "../cassettes/cassette.ts";
import type { Replayed } from "../cassettes/replayed.ts";
import type { ModelRequest, Outcome, Provider } from "../providers/provider.ts";
import { callWithRetries, type RetryWorld } from "./call-with-retries.ts";
import type { Clock } from "./throttle.ts";

/** Where the outcomes of a run come from: calls, or a cassette. */
export type CallSource = (
  provider: Provider,
  request: ModelRequest,
  slot: Slot,
  signal: AbortSignal,
) => Promise<Outcome>;

export function liveCalls(world: RetryWorld): CallSource {
  return (provider, request, _slot, signal) => callWithRetries(provider, request, signal, world);
}

/** Calls that name their prompt, side and case to the SDK, which sends them where those of production go. */
export function profiledCalls(live: CallSource): CallSource {
  return (provider, request, slot, signal) => {
    const { prompt, version, side, repeat } = slot;
    const { scorer } = slot;
    const tags = [`side:${side}`, `case:${slot.case}`, `repeat:${repeat}`];
    // What a judge takes is no cost of the prompt that it judges.
    const context =
      scorer === undefined
        ? { prompt: { name: prompt, version, label: null, gitCommit: null }, tags }
        : { prompt: scorer, tags: [...tags, `scored:${prompt}`] };
    return withContext(context, () => live(provider, request, slot, signal));
  };
}

/** Calls that are made, and written down as they end. */
export function recordedCalls(live: CallSource, record: (entry: Recorded) => void): CallSource {
  return async (provider, request, slot, signal) => {
    const outcome = await live(provider, request, slot, signal);
    const { messages, model, parameters, tools } = request;
    const key = keyOf(provider.id, request);
    if (!signal.aborted)
      record({ ...slot, key, provider: provider.id, model, messages, parameters, tools, outcome });
    return outcome;
  };
}

/** @param realTime waits as long as the call took then; else the recorded durations are reported at once */
export function replayedCalls(replayed: Replayed, realTime: boolean, clock: Clock): CallSource {
  return async (provider, request, slot, signal) => {
    const outcome = replayed.outcome(provider.id, request, slot);
    // The whole plan is looked up before a run begins, so this is a prompt that renders differently each time.
    if (!("kind" in outcome)) throw new Error(outcome.message);
    if (realTime) await clock.sleep(outcome.durationMs, signal);
    return outcome;
  };
}
