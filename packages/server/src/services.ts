import type { Store } from "@promptprof/store";
import type { Committer } from "./commit/committer.ts";
import type { Config } from "./config/config.ts";
import type { Outbox } from "./proxy/outbox.ts";
import type { Receiver } from "./receive/receiver.ts";
import type { ScoreWriter } from "./scores/score-writer.ts";
import type { Repricer } from "./reprice/repricer.ts";

/** What the routes need. `now` is the one clock, epoch ms. */
export interface Services {
  readonly config: Config;
  readonly store: Store;
  readonly committer: Committer;
  readonly receiver: Receiver;
  readonly outbox: Outbox;
  readonly repricer: Repricer;
  readonly scoreWriter: ScoreWriter;
  readonly now: () => number;
}
