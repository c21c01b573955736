import { createPricer } from "@promptprof/model";
import { Settler } from "@promptprof/otlp";
import {
  lockDataFolder,
  openStore,
  openStoreInTime,
  StoreError,
  StoreUnavailableError,
  type Store,
} from "@promptprof/store";
import type { FastifyBaseLogger } from "fastify";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Backer } from "./backup/backer.ts";
import { Backlog } from "./commit/backlog.ts";
import { CommitTimer } from "./commit/commit-timer.ts";
import { Committer } from "./commit/committer.ts";
import { Exclusive } from "./commit/exclusive.ts";
import { restoreBacklog } from "./commit/restore-backlog.ts";
import type { Round } from "./commit/round.ts";
import type { CommitStore } from "./commit/round-runner.ts";
import { unfinishedRound } from "./commit/unfinished-round.ts";
import type { Config } from "./config/config.ts";
import { Estimator } from "./estimate/estimator.ts";
import { JobRunner } from "./jobs/job-runner.ts";
import { scoreJob } from "./jobs/score-job.ts";
import { BatchClock } from "./journal/batch-clock.ts";
import { BatchWriter } from "./journal/batch-writer.ts";
import { JOURNAL_FOLDER } from "./journal/journal.ts";
import { recoverJournal, type DamagedFile, type RecoveredJournal } from "./journal/recover-journal.ts";
import { namedLedger, openServerName } from "./ledger/named-ledger.ts";
import { door, scoreDoor } from "./receive/door.ts";
import { Outbox } from "./proxy/outbox.ts";
import { Receiver } from "./receive/receiver.ts";
import { importFolder } from "./routes/import.ts";
import { Repricer } from "./reprice/repricer.ts";
import { openUserKey, type UserHash } from "./receive/user-key.ts";
import { ScoreWriter } from "./scores/score-writer.ts";
import type { Services } from "./services.ts";
import { StartError } from "./start-error.ts";

export interface OpenServices extends Services {
  /** Commits what has settled, within the time that a stop may take; the rest is in the journal. */
  close(): Promise<void>;
}

type Log = Pick<FastifyBaseLogger, "info" | "warn" | "error">;

/** What the reader of spans writes as the project of a call that names none. */
const UNNAMED_PROJECT = "default";

interface Places {
  readonly dataDir: string;
  readonly storeUrl: string | null;
}

/**
 * Opens store and journal and puts the parts together.
 *
 * @throws StartError when data folder, store or journal cannot be opened
 */
export async function openServices(places: Places, config: Config, log: Log): Promise<OpenServices> {
  const { dataDir } = places;
  await makeFolder(dataDir);
  const opened = await openLocked(places, config, log);
  try {
    const journal = await recoverJournal(join(dataDir, JOURNAL_FOLDER));
    const hashUser = await openUserKey(dataDir);
    await rm(importFolder(dataDir), { recursive: true, force: true });
    const commitStore = await storeOfCommits(places, opened.store);
    return await assemble({ ...opened, commitStore, dataDir, journal, hashUser, config, log });
  } catch (error) {
    await opened.store.close();
    await opened.release();
    throw isSystemError(error) ? unwritable(dataDir, error) : error;
  }
}

async function makeFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    throw unwritable(dataDir, error);
  }
}

/**
 * The embedded engine locks its folder itself; beside a remote store the folder still holds the journal of one process.
 * The store's own words say what to do already.
 */
async function openLocked({ dataDir, storeUrl }: Places, config: Config, log: Log): Promise<Opened> {
  const options = config.retention === null ? {} : { retention: config.retention };
  try {
    if (storeUrl === null)
      return {
        store: await openStore({ dataDir, ...options }),
        ownsEngine: true,
        release: async () => {},
      };
    const lock = await lockDataFolder(dataDir);
    try {
      const { mode, cluster } = config.store;
      const store = await openStoreInTime({ url: storeUrl, mode, cluster, ...options }, (error) =>
        log.warn({ err: error }, "calls wait in the journal: the store does not answer yet"),
      );
      return { store, ownsEngine: false, release: () => lock.release() };
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw error instanceof StoreError ? new StartError(error.message, { cause: error }) : error;
  }
}

/** A store of its own needs no name in the ledger. */
async function storeOfCommits({ dataDir, storeUrl }: Places, store: Store): Promise<CommitStore> {
  return storeUrl === null ? store : namedLedger(store, await openServerName(dataDir));
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function unwritable(dataDir: string, cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartError(
    `the data folder ${dataDir} cannot be used (${reason}); choose a folder that this user can write with --data`,
    { cause },
  );
}

interface Opened {
  readonly store: Store;
  /** The engine runs in this process. */
  readonly ownsEngine: boolean;
  readonly release: () => Promise<void>;
}

interface Parts extends Opened {
  readonly dataDir: string;
  readonly commitStore: CommitStore;
  readonly journal: RecoveredJournal;
  readonly hashUser: UserHash;
  readonly config: Config;
  readonly log: Log;
}

async function assemble(parts: Parts): Promise<OpenServices> {
  const { store, journal: recovered, hashUser, config, log } = parts;
  const { journal } = recovered;
  const storeSteps = new Exclusive();
  const clock = new BatchClock(recovered.last);
  const price = createPricer(config);
  const backlog = new Backlog(newSettler(config), config.limits.waitingCalls);
  const committer = new Committer({
    store: parts.commitStore,
    journal,
    backlog,
    clock,
    now: Date.now,
    steadyNow,
    unfinished: await unfinishedRounds(recovered),
    price,
    storeSteps,
    decided: restoreBacklog(backlog, recovered),
    onLost: (batch, error) => reportDamage(log, { name: `${batch}.batch`, reason: error.message }),
  });
  for (const file of recovered.damaged) reportDamage(log, file);
  await reportParts(store, log);
  const writer = new BatchWriter(journal, clock, Date.now, (batch) =>
    backlog.acknowledge(batch, steadyNow()),
  );
  const admit = door({ hashUser, project: config.project, unnamedProject: UNNAMED_PROJECT });
  const { waitingBytes: waitingBytesMax } = config.limits;
  const estimator = config.estimateTokens ? newEstimator(log) : null;
  const scoreWriter = new ScoreWriter((scores) => store.recordScores(scores));
  const receiver = new Receiver({
    journal,
    writer,
    scoreWriter,
    admit,
    admitScore: scoreDoor({ project: config.project, unnamedProject: UNNAMED_PROJECT }),
    readOnly: store.readOnly,
    waitingBytesMax,
    now: Date.now,
    estimator,
  });
  const outbox = new Outbox({
    deliver: (passed) => receiver.receiveCalls(passed),
    onFailure: (message, error) => log.warn({ err: error }, message),
  });
  const timer = new CommitTimer(committer, log);
  const jobs = new JobRunner(store, log, Date.now);
  jobs.start([scoreJob(store, Date.now)]);
  const close = async (): Promise<void> => {
    await timer.stop();
    await jobs.stop();
    await outbox.drain();
    await receiver.idle();
    await estimator?.close();
    await committer.commit({ all: false });
  };
  const repricer = new Repricer(store, price, Date.now);
  const { dataDir, ownsEngine } = parts;
  const backer = new Backer({ dataDir, store, committer, now: Date.now, ownsEngine });
  return {
    config,
    dataDir: parts.dataDir,
    store,
    committer,
    storeSteps,
    receiver,
    outbox,
    repricer,
    backer,
    scoreWriter,
    now: Date.now,
    close: () => closeInTime(close, committer, parts),
  };
}

/** Epoch ms that never go back, however someone sets the clock: waiting times are measured with it. */
function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}

/** It starts nothing yet: the first call that needs it does. */
function newEstimator(log: Log): Estimator {
  return new Estimator((error) => log.warn({ err: error }, "tokens of a request could not be estimated"));
}

function newSettler({ settle, limits }: Config): Settler {
  const { quietMs, holdMs, rememberMs } = settle;
  return new Settler({ quietMs, holdMs, contextKeepMs: rememberMs, maxHeld: limits.waitingCalls });
}

async function unfinishedRounds({ unfinished, journal }: RecoveredJournal): Promise<Round[]> {
  const rounds: Round[] = [];
  for (const settlement of unfinished) rounds.push(await unfinishedRound(settlement, journal));
  return rounds;
}

function reportDamage(log: Log, { name, reason }: DamagedFile): void {
  log.error({ file: name, reason }, "a file of the journal is damaged; it is set aside as *.damaged");
}

/** A server that is away now speaks for itself when it is back. */
async function reportParts(store: Store, log: Log): Promise<void> {
  try {
    for (const { table, path } of await store.damagedParts()) reportPart(log, table, path);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
  }
}

function reportPart(log: Log, table: string, path: string): void {
  log.error(
    { table, path },
    "a part of the store is damaged and set aside; what it held is missing in answers: restore a backup, or remove the folder to be told no more",
  );
}

/** A stop may take some 5 s in all; requests under way have had 2 s of them. */
const LAST_COMMIT_MS = 2_000;

/**
 * The last commit is a courtesy: what it does not bring into the store is in the journal and comes at the next start. So
 * after 2 s it ends with the insert that is under way. That one is waited for where the engine is in this process, which
 * would crash if it exited beside it; a server of its own may take until later, and knows the insert by its token.
 */
async function closeInTime(
  commit: () => Promise<void>,
  committer: Committer,
  { store, release, log, ownsEngine }: Parts,
): Promise<void> {
  const closed = commit()
    .catch((error: unknown) =>
      log.warn({ err: error }, "calls stay in the journal: the store did not take them"),
    )
    .then(() => store.close())
    .then(release)
    .catch((error: unknown) => log.error({ err: error }, "the store did not close"));
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, LAST_COMMIT_MS);
  });
  await Promise.race([closed, late]);
  clearTimeout(timeout);
  committer.endAfterRound();
  if (ownsEngine) await closed;
}
