import { AsyncLocalStorage } from "node:async_hooks";
import { ROOT_CONTEXT, type Context, type ContextManager } from "@opentelemetry/api";

/** As @opentelemetry/context-async-hooks does it. */
export class HostContextManager implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT;
  }
  with<Args extends unknown[], Result>(
    active: Context,
    work: (...args: Args) => Result,
    self?: unknown,
    ...args: Args
  ): Result {
    return this.#storage.run(active, () => Reflect.apply(work, self, args));
  }
  bind<Target>(_active: Context, target: Target): Target {
    return target;
  }
  enable(): this {
    return this;
  }
  disable(): this {
    this.#storage.disable();
    return this;
  }
}
