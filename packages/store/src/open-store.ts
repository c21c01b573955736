import type { Engine } from "./engine.ts";
import { openEmbeddedEngine } from "./embedded-engine.ts";
import { CallInserter } from "./insert-calls.ts";
import { readLedger, recordLedger } from "./ledger.ts";
import { migrate } from "./migrations/migrate.ts";
import { readCalls } from "./queries/calls.ts";
import { readPrompts } from "./queries/prompts.ts";
import { readSeries } from "./queries/series.ts";
import { readTotals } from "./queries/totals.ts";
import { readVersions } from "./queries/versions.ts";
import { openRemoteEngine } from "./remote-engine.ts";
import type { Store } from "./store.ts";

/** Where the calls live: a folder of this machine, or a ClickHouse server. */
export type StoreOptions = ({ readonly dataDir: string } | { readonly url: string }) & {
  /** Epoch ms now, by which retention is judged; default the clock. */
  readonly now?: () => number;
};

/** Opens the store and brings its schema up to date. Throws the named errors of the contract. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = await ("dataDir" in options
    ? openEmbeddedEngine(options.dataDir)
    : openRemoteEngine(options.url));
  try {
    await migrate(engine);
    const now = options.now ?? Date.now;
    const inserter = new CallInserter(engine, now);
    if (engine.mayHoldCutInsert) await inserter.recover();
    return storeOn(engine, inserter, now);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function storeOn(engine: Engine, inserter: CallInserter, now: () => number): Store {
  const writes = new Queue();
  return {
    insert: (calls) => writes.run(() => inserter.insert(calls)),
    recordLedger: (token, additions) => writes.run(() => recordLedger(engine, token, additions)),
    ledger: (range) => readLedger(engine, range),
    prompts: (question) => readPrompts(engine, question, now()),
    totals: (selection) => readTotals(engine, selection, now()),
    versions: (selection) => readVersions(engine, selection, now()),
    series: (question) => readSeries(engine, question),
    calls: (question) => readCalls(engine, question),
    close: async () => {
      await writes.idle();
      await engine.close();
    },
  };
}

/** Writes go one after the other: an insert looks up what is there, and nothing may come in between. */
class Queue {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async idle(): Promise<void> {
    await this.#tail;
  }
}
