import type { Store } from "./store.ts";

/**
 * A store that does not answer yet. Every question and every insert tries to open it, until one succeeds; before
 * that each fails as opening does.
 */
export function storeOpenedLater(open: () => Promise<Store>): Store {
  const opener = new Opener(open);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member is one of the store's own, asked for when it is called
  return new Proxy({} as Store, {
    get: (_store, name) => memberOf(opener, name),
  });
}

function memberOf(opener: Opener, name: string | symbol): unknown {
  if (name === "close") return () => opener.close();
  // Only a server that takes writes is waited for, and one elsewhere is asked SQL itself.
  if (name === "readOnly") return false;
  if (name === "readOnlySql") return null;
  return STREAMS.has(name) ? opener.stream(name) : opener.member(name);
}

/** Members that answer piece by piece. */
const STREAMS: ReadonlySet<string | symbol> = new Set<keyof Store>(["export", "import"]);

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

  stream(name: string | symbol): unknown {
    const opened = (): Promise<Store> => this.#opened();
    return async function* (...given: unknown[]): AsyncGenerator {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the store's own members of these names
      const read = Reflect.get(await opened(), name) as (...all: unknown[]) => AsyncIterable<unknown>;
      yield* read(...given);
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
