import { withContext } from "../call/with-context.ts";
import type { ProfiledCall } from "../call/profiled-call.ts";
import type { ModelApi } from "../client/model-api.ts";
import { isRecord, type Fields } from "../is-record.ts";
import { Profilers } from "../profilers.ts";
import { messageOf } from "./message-of.ts";
import type { HandlerOptions } from "./promptprof-handler.ts";
import { contextOfRun, modelOfRun, providerOfRun, type RunStart } from "./run-start.ts";
import { wireOfOutput, wireOfToken } from "./wire-of-langchain.ts";

/** Runs that have no end yet, at most: LangChain tells none for a stream that nobody reads to its end. */
const OPEN_RUNS = 10_000;

const API: Omit<ModelApi, "operation"> = {
  path: ["langchain"],
  shape: "openai-chat",
  toWire: wireOfOutput,
  itemToWire: (item) => item,
};

/** The calls of LangChain's runs, by their ids. */
export class Runs {
  readonly #options: HandlerOptions;
  readonly #profilers: Profilers;
  readonly #open = new Map<string, ProfiledCall>();

  constructor(options: HandlerOptions) {
    this.#options = options;
    this.#profilers = new Profilers(options);
  }

  start(
    operation: string,
    model: object,
    messages: readonly unknown[],
    [runId, , extra, tags, about]: RunStart,
  ): void {
    const metadata: Fields = isRecord(about) ? about : {};
    const params = paramsIn(extra);
    const name = providerOfRun(metadata, model);
    const request = {
      model: modelOfRun(metadata, params),
      stream: null,
      messages: messages.map(messageOf),
      tools: params["tools"],
    };
    const profiler = this.#profilers.of({ name, address: null, port: null });
    const call = withContext(contextOfRun(this.#options, metadata, tags ?? []), () =>
      profiler.begin({ ...API, operation }, { request, stream: null, countsAttempts: false }),
    );
    this.#makeRoom();
    this.#open.set(runId, call);
  }

  token(runId: string, token: string, fields: unknown): void {
    this.#open.get(runId)?.onItem(wireOfToken(token, fields));
  }

  end(runId: string, output: object): void {
    this.#take(runId)?.onResult(output);
  }

  fail(runId: string, error: unknown): void {
    this.#take(runId)?.onError(error);
  }

  #take(runId: string): ProfiledCall | undefined {
    const call = this.#open.get(runId);
    this.#open.delete(runId);
    return call;
  }

  /** The oldest run is the likeliest to have been left. */
  #makeRoom(): void {
    if (this.#open.size < OPEN_RUNS) return;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#take(oldest)?.onUnread();
  }
}

function paramsIn(extra: unknown): Fields {
  const params = isRecord(extra) ? extra["invocation_params"] : null;
  return isRecord(params) ? params : {};
}
