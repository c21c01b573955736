import type { RequestFacts } from "@promptprof/anatomy";
import { providerName } from "@promptprof/model/words";
import { currentContext, withContext } from "../call/with-context.ts";
import type { ProfiledCall } from "../call/profiled-call.ts";
import type { ModelApi } from "../client/model-api.ts";
import { watchedCopy } from "../client/watched-copy.ts";
import { newReading, type Reading } from "../client/reading.ts";
import { isRecord, textOf, type Fields } from "../is-record.ts";
import { neverThrow, neverThrowOrDrop } from "../never-throw.ts";
import type { Profilers } from "../profilers.ts";
import type { PromptIdentity } from "../prompts/rendered-messages.ts";
import type { AiModel } from "./middleware.ts";

/** One request of the AI SDK to a model. */
export interface AiCall {
  readonly profilers: Profilers;
  readonly prompt: string | PromptIdentity | undefined;
  readonly api: AiApi;
  readonly params: object;
  readonly model: AiModel;
}

/** How one kind of such requests is read. */
export interface AiApi extends ModelApi {
  readonly requestOf: (params: Fields) => Pick<RequestFacts, "messages" | "tools">;
}

/** Asks, and watches the answer that comes whole. */
export function profileAnswer<Result>(asked: AiCall, ask: () => PromiseLike<Result>): Promise<Result> {
  return watched(asked, ask, false, (result, { observer }) => {
    observer.onResponse({ httpStatus: null, header: headerOf(result), late: true });
    observer.onResult(result);
    return result;
  });
}

/** Asks, and watches the stream that comes. */
export function profileStream<Result extends { stream: ReadableStream }>(
  asked: AiCall,
  ask: () => PromiseLike<Result>,
): Promise<Result> {
  return watched(asked, ask, true, (result, reading) => {
    reading.observer.onResponse({ httpStatus: null, header: headerOf(result) });
    return { ...result, stream: watchedCopy(result.stream, reading) };
  });
}

async function watched<Result>(
  asked: AiCall,
  ask: () => PromiseLike<Result>,
  stream: boolean,
  see: (result: Result, reading: Reading) => Result,
): Promise<Result> {
  const call = neverThrowOrDrop(() => begin(asked, stream), null);
  if (call === null) return ask();
  return call.run(
    async () => ask(),
    async (promise, token) => {
      const reading = newReading(call, token);
      const result = await promise.catch((error: unknown) => {
        call.onError(error);
        throw error;
      });
      return neverThrow(() => see(result, reading), result);
    },
  );
}

function begin({ profilers, prompt, api, params, model }: AiCall, stream: boolean): ProfiledCall {
  const fields: Fields = isRecord(params) ? params : {};
  const request = { model: textOf(model.modelId), stream, ...api.requestOf(fields) };
  const name = providerName(textOf(model.provider) ?? "");
  const profiler = profilers.of({ name, address: null, port: null });
  const chosen = promptIn(fields["providerOptions"]) ?? currentContext().prompt ?? prompt;
  const make = (): ProfiledCall => profiler.begin(api, { request, stream, countsAttempts: false });
  return chosen === undefined ? make() : withContext({ prompt: chosen }, make);
}

/** Providers get options under their own names and pass over all others. */
function promptIn(providerOptions: unknown): string | undefined {
  const own = isRecord(providerOptions) ? providerOptions["promptprof"] : null;
  return (isRecord(own) ? textOf(own["prompt"]) : null) ?? undefined;
}

function headerOf(result: unknown): ((name: string) => string | null) | null {
  const response = isRecord(result) ? result["response"] : null;
  const headers = isRecord(response) ? response["headers"] : null;
  return isRecord(headers) ? (name) => textOf(headers[name]) : null;
}
