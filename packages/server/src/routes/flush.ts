import { LedgerAnswer } from "../contract.ts";
import type { App } from "../http/app.ts";
import type { Services } from "../services.ts";

/** Longer than any ledger: the epoch to the end of the engine's calendar. */
const EVER = { from: 0, to: Date.UTC(2100, 0, 1) };

export function flushRoute(app: App, { committer, receiver, outbox }: Services): void {
  const schema = {
    summary: "Settles and stores everything received so far, and answers the ledger of all time",
    response: { 200: LedgerAnswer },
  };
  app.post("/api/v1/flush", { schema }, async () => {
    await outbox.drain();
    await receiver.idle();
    await committer.commit({ all: true });
    return committer.ledger(EVER);
  });
}
