import type { Provider } from "../providers/provider.ts";
import type { ToScore } from "./scorer.ts";

/** A provider whose calls go the way of the run that scores: its limits, retries, money and cassette. */
export function askedThrough({ id, provider, call }: Provider, { ask }: Pick<ToScore, "ask">): Provider {
  const direct: Provider = { id, provider, call };
  return ask === undefined ? direct : { ...direct, call: (request) => ask(direct, request) };
}
