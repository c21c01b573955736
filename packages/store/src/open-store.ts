import { openEmbeddedEngine } from "./embedded-engine.ts";
import { storeOn, type AnswerOptions } from "./engine-store.ts";
import { isOfPromptprof } from "./remote-address.ts";
import { openRemoteEngine, type RemoteMode } from "./remote-engine.ts";
import { StoreUnavailableError } from "./store-error.ts";
import { storeOpenedLater } from "./store-opened-later.ts";
import type { Store } from "./store.ts";

/** Where the calls live: a folder of this machine, or a ClickHouse server (25.8 or newer) by its URL. */
export type StoreOptions = AnswerOptions & ({ readonly dataDir: string } | RemotePlace);

/** `mode` absent: as the server says of itself. */
export interface RemotePlace extends Partial<RemoteMode> {
  readonly url: string;
}

/** Opens the store and brings its schema up to date. Throws the named errors of the contract. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = await ("dataDir" in options
    ? openEmbeddedEngine(options.dataDir)
    : openRemoteEngine(options.url, { mode: options.mode ?? null, cluster: options.cluster ?? null }));
  try {
    return await storeOn(engine, options);
  } catch (error) {
    // What a process before us left half done still is.
    await engine.close(false);
    throw error;
  }
}

/**
 * Opens the store of a server, or, where the server does not answer now, one that opens as soon as it does. What is
 * asked of it before then throws StoreUnavailableError.
 *
 * @throws the other named errors of the contract
 */
export async function openStoreInTime(
  options: AnswerOptions & RemotePlace,
  onDelay: (error: StoreUnavailableError) => void,
): Promise<Store> {
  try {
    return await openStore(options);
  } catch (error) {
    // What comes while a store that takes no writes is away could never be stored.
    if (!(error instanceof StoreUnavailableError) || isOfPromptprof(options.url)) throw error;
    onDelay(error);
    return storeOpenedLater(() => openStore(options));
  }
}
