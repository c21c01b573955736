import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENGINE_SETTINGS, type Statement, type StreamFormat } from "./engine.ts";
import { SessionStreams } from "./session-streams.ts";

/** A statement in an engine of this process that holds nothing: it reads a file beside a store that is elsewhere. */
export async function* streamInTemporaryEngine(
  statement: Statement,
  format: StreamFormat,
): AsyncGenerator<Uint8Array> {
  const { Session } = await import("chdb");
  const folder = await mkdtemp(join(tmpdir(), "promptprof-file-"));
  const connectionArgs = Object.entries(ENGINE_SETTINGS).map(([name, value]) => `--${name}=${value}`);
  try {
    yield* new SessionStreams(() => new Session(folder, { connectionArgs }), join(folder, "moving")).read(
      statement,
      format,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
