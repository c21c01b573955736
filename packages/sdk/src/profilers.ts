import type { Provider } from "./client/provider-of.ts";
import type { ProfileOptions } from "./profile-options.ts";
import { Profiler } from "./profiler.ts";

/** One profiler for each provider, for frameworks that call many with the same options. */
export class Profilers {
  readonly #options: ProfileOptions;
  readonly #byProvider = new Map<string, Profiler>();

  constructor(options: ProfileOptions) {
    this.#options = options;
  }

  of(provider: Provider): Profiler {
    const known = this.#byProvider.get(provider.name);
    if (known !== undefined) return known;
    const profiler = new Profiler(provider, this.#options);
    this.#byProvider.set(provider.name, profiler);
    return profiler;
  }
}
