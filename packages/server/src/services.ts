import type { Store } from "@promptprof/store";
import type { Backer } from "./backup/backer.ts";
import type { Committer } from "./commit/committer.ts";
import type { Exclusive } from "./commit/exclusive.ts";
import type { Config } from "./config/config.ts";
import type { Outbox } from "./proxy/outbox.ts";
import type { Receiver } from "./receive/receiver.ts";
import type { ScoreWriter } from "./scores/score-writer.ts";
import type { Repricer } from "./reprice/repricer.ts";

/** What the routes need. `now` is the one clock, epoch ms. */
export interface Services {
  readonly config: Config;
  readonly dataDir: string;
  readonly store: Store;
  readonly committer: Committer;
  /** Keeps readers of the ledger out while calls and what is counted of them come into the store. */
  readonly storeSteps: Exclusive;
  readonly receiver: Receiver;
  readonly outbox: Outbox;
  readonly repricer: Repricer;
  readonly backer: Backer;
  readonly scoreWriter: ScoreWriter;
  readonly now: () => number;
}
