import { SegmentHasher } from "@promptprof/anatomy";
import type { Tracer } from "@opentelemetry/api";
import type { BegunCall } from "./call/call-record.ts";
import { ProfiledCall } from "./call/profiled-call.ts";
import type { ModelApi } from "./client/model-api.ts";
import type { Provider } from "./client/provider-of.ts";
import { ContentFilter } from "./content/content-filter.ts";
import { hostTracer } from "./export/host-tracer.ts";
import { queuesFor, type Queues } from "./export/queues.ts";
import { settingsOf, type ProfileOptions, type Settings } from "./profile-options.ts";

/** What all calls of one profiled client share. */
export class Profiler {
  readonly settings: Settings;
  readonly provider: Provider;
  readonly hasher: SegmentHasher;
  readonly content: ContentFilter;
  readonly queues: Queues;
  /** Turned off when the server refuses `stream_options`. */
  asksForUsage: boolean;

  constructor(provider: Provider, options: ProfileOptions) {
    this.settings = settingsOf(options, process.env);
    this.provider = provider;
    this.hasher = new SegmentHasher(this.settings.salt);
    this.asksForUsage = this.settings.includeUsage;
    this.content = new ContentFilter(this.settings);
    this.queues = queuesFor(this.settings);
  }

  /** A call that begins now. */
  begin(api: ModelApi, begun: BegunCall): ProfiledCall {
    return new ProfiledCall(this, api, begun);
  }

  tracer(): Tracer | null {
    return hostTracer(this.settings.tracerProvider);
  }
}
