import { SegmentHasher } from "@promptprof/anatomy";
import type { Tracer } from "@opentelemetry/api";
import { ProfiledCall } from "./call/profiled-call.ts";
import type { ModelApi } from "./client/model-api.ts";
import { providerOf, type Provider } from "./client/provider-of.ts";
import { hostTracer } from "./export/host-tracer.ts";
import { queueFor } from "./export/queues.ts";
import type { SpanQueue } from "./export/span-queue.ts";
import { neverThrow } from "./never-throw.ts";
import { settingsOf, type ProfileOptions, type Settings } from "./profile-options.ts";

/** What all calls of one profiled client share. */
export class Profiler {
  readonly settings: Settings;
  readonly provider: Provider;
  readonly hasher: SegmentHasher;
  /** Whether attempts can be counted, and a refusal of `stream_options` be answered. */
  readonly watchesFetch: boolean;
  /** Turned off when the server refuses `stream_options`. */
  asksForUsage: boolean;
  readonly #queue: SpanQueue;

  constructor(client: object, options: ProfileOptions, watchesFetch: boolean) {
    this.settings = settingsOf(options, process.env);
    this.provider = providerOf(client);
    this.hasher = new SegmentHasher(this.settings.salt);
    this.watchesFetch = watchesFetch;
    this.asksForUsage = this.settings.includeUsage;
    this.#queue = queueFor(this.settings);
  }

  /** A call that begins now; null when it cannot be profiled. */
  begin(api: ModelApi, args: readonly unknown[]): ProfiledCall | null {
    return neverThrow(() => new ProfiledCall(this, api, args), null);
  }

  tracer(): Tracer | null {
    return hostTracer(this.settings.tracerProvider);
  }

  get queue(): SpanQueue {
    return this.#queue;
  }
}
