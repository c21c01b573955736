import type { ReplyShape } from "@promptprof/model";
import { flush, profileFunction, type ProfileOptions } from "@promptprof/sdk";

/** Where the calls of a run are kept beside those of production. */
export type Watch = Pick<ProfileOptions, "endpoint" | "project" | "tags">;

/** Sends what is profiled and not sent yet; waits ten seconds at most and never rejects. */
export const sendProfiles: typeof flush = flush;

interface Described {
  readonly shape: ReplyShape;
  readonly provider: string;
}

type Ask<Rest extends readonly unknown[], Answer> = (body: object, ...rest: Rest) => Answer;

/** A function whose first argument is a request body in a provider's format, and each call of it profiled. */
export function watched<Rest extends readonly unknown[], Answer>(
  ask: Ask<Rest, Answer>,
  { shape, provider }: Described,
  watch: Watch | null,
): Ask<Rest, Answer> {
  if (watch === null) return ask;
  return profileFunction(ask, { shape, provider, model: modelOf }, { ...watch, service: "promptprof bench" });
}

/** Gemini names the model in the URL: it stands in the request that comes second. */
function modelOf(body: object, ...[request]: readonly unknown[]): string | null {
  const [inBody, inRequest]: { model?: unknown }[] = [
    body,
    typeof request === "object" ? (request ?? {}) : {},
  ];
  const model = inBody?.model ?? inRequest?.model;
  return typeof model === "string" ? model : null;
}
