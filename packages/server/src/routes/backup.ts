import { BackupAnswer, BackupQuestion } from "../contract.ts";
import type { Manifest } from "../backup/manifest.ts";
import { isLoopback } from "../http/address.ts";
import type { App } from "../http/app.ts";
import type { Services } from "../services.ts";

/** A backup is written where the asker says, so the asker must be on this machine. Answered with 403. */
class NotFromHereError extends Error {
  override readonly name = "NotFromHereError";
  readonly statusCode = 403;
}

export function backupRoute(app: App, { backer, outbox, receiver }: Services): void {
  const schema = {
    summary: "Writes a backup of store, journal and key into a new folder of this machine",
    querystring: BackupQuestion,
    response: { 200: BackupAnswer },
  };
  app.post("/api/v1/backup", { schema }, async ({ query: { dir }, ip }) => {
    if (!isLoopback(ip))
      throw new NotFromHereError(`a backup is asked for on the server's own machine, not from ${ip}`);
    await outbox.drain();
    await receiver.idle();
    return { dir, ...sumsOf(await backer.backUp(dir)) };
  });
}

export function sumsOf({ takenAt, files }: Manifest): Omit<BackupAnswer, "dir"> {
  const bytes = files.reduce((sum, file) => sum + ("bytes" in file ? file.bytes : 0), 0);
  return { takenAt, files: files.length, bytes };
}
