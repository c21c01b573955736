import type { Store } from "./store.ts";

/**
 * A store that does not answer yet. Every question and every insert tries to open it, until one succeeds; before
 * that each fails as opening does.
 */
export function storeOpenedLater(open: () => Promise<Store>): Store {
  const opener = new Opener(open);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member is one of the store's own, asked for when it is called
  return new Proxy({} as Store, {
    get: (_store, name) => (name === "close" ? () => opener.close() : opener.member(name)),
  });
}

class Opener {
  readonly #open: () => Promise<Store>;
  #opening: Promise<Store> | null = null;
  #closed = false;

  constructor(open: () => Promise<Store>) {
    this.#open = open;
  }

  /** `then` is no member: who awaits the store gets the store. */
  member(name: string | symbol): unknown {
    if (name === "then" || typeof name === "symbol") return undefined;
    return async (...given: unknown[]) => {
      const store = await this.#opened();
      const member: unknown = Reflect.get(store, name);
      return typeof member === "function" ? Reflect.apply(member, store, given) : member;
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const store = await this.#opening?.catch(() => null);
    await store?.close();
  }

  #opened(): Promise<Store> {
    if (this.#closed) throw new Error("the store is closed");
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }
}
