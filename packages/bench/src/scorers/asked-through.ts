import type { Provider } from "../providers/provider.ts";
import type { ToScore } from "./scorer.ts";

/** A provider whose calls go the way of the run that scores: its limits, retries, money and cassette. */
export function askedThrough(direct: Provider, { ask }: Pick<ToScore, "ask">): Provider {
  if (ask === undefined) return direct;
  return { id: direct.id, provider: direct.provider, call: (request) => ask(direct, request) };
}
