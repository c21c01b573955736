import { StoreReadOnlyError } from "./store-error.ts";
import type { Store } from "./store.ts";

/** A store whose engine takes no writes: each is refused in one line, and nothing is sent. */
export function readOnlyStore(store: Store): Store {
  return {
    ...store,
    readOnly: true,
    insert: refuse,
    recordLedger: refuse,
    correctPrices: refuse,
    recordScores: refuse,
    sumScores: refuse,
    // What jobs do, the server that writes does.
    takeLease: async () => null,
    import: refuseFile,
  };
}

async function refuse(): Promise<never> {
  throw new StoreReadOnlyError();
}

// oxlint-disable-next-line require-yield -- it refuses before the first page
async function* refuseFile(): AsyncGenerator<never> {
  throw new StoreReadOnlyError();
}
