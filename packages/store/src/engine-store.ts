import { SINGLE_CALLS_MAX, type Asking } from "./choose-plan.ts";
import { readCells } from "./compare/read-cells.ts";
import { readQuantiles } from "./compare/read-quantiles.ts";
import { PriceCorrector } from "./correct-prices.ts";
import type { Engine } from "./engine.ts";
import { CallInserter } from "./insert-calls.ts";
import { ScoreInserter } from "./insert-scores.ts";
import { LeaseTaker } from "./lease-taker.ts";
import { readLedger, recordLedger } from "./ledger.ts";
import { migrate } from "./migrations/migrate.ts";
import { requireSchema } from "./migrations/require-schema.ts";
import { exportCalls } from "./moving/export-calls.ts";
import { exportScores } from "./moving/export-scores.ts";
import { ImportCalls } from "./moving/import-calls.ts";
import { importFile } from "./moving/importer.ts";
import { snapshotTables } from "./moving/snapshot.ts";
import { readCalls } from "./queries/calls.ts";
import { findScored } from "./queries/find-scored.ts";
import { readPrompts } from "./queries/prompts.ts";
import { partsSetAside } from "./parts-set-aside.ts";
import { readScoreMeans, readScoreSums } from "./queries/score-means.ts";
import { readScoresOfCalls } from "./queries/scores-of-calls.ts";
import { readSegments } from "./queries/segments.ts";
import { readSeries } from "./queries/series.ts";
import { readStoredCalls } from "./queries/stored-calls.ts";
import { readTotals } from "./queries/totals.ts";
import { readUnpriced } from "./queries/unpriced.ts";
import { readVersions } from "./queries/versions.ts";
import { applyRetention, readRetentionChanges } from "./retention/apply-retention.ts";
import type { Retention } from "./retention/retention.ts";
import { ScoreSummer } from "./score-rollups/score-summer.ts";
import { readOnlyStore } from "./read-only-store.ts";
import { readUsage } from "./usage/read-usage.ts";
import type { Store } from "./store.ts";

export interface AnswerOptions {
  /** Epoch ms now, by which retention is judged; default the clock. */
  readonly now?: () => number;
  /** Calls up to which a question reads single calls and its quantiles are exact; default 200,000, 0 = never. */
  readonly singleCallsMax?: number;
  /** How long rows are to be kept from now on; default as the store keeps them already. */
  readonly retention?: Retention;
}

/** A store on an open engine: brings the schema up to date and completes what a crash left half done. */
export async function storeOn(engine: Engine, options: AnswerOptions = {}): Promise<Store> {
  const { now = Date.now, singleCallsMax = SINGLE_CALLS_MAX } = options;
  const readOnly = engine.readOnly === true;
  const migrated = !readOnly && (await migrate(engine));
  if (readOnly) await requireSchema(engine);
  const inserter = new CallInserter(engine, now);
  const corrector = new PriceCorrector(engine, now);
  const mayBeCut = engine.mayHoldCutInsert || migrated;
  // Where others write too, whoever takes the next turn after a crash completes what it left, and who only reads waits for nobody.
  const isOwn = !engine.isShared && !readOnly;
  if (isOwn || migrated) await inserter.recover({ mayBeCut });
  if (isOwn) await corrector.recover({ mayBeCut });
  const scores = new ScoreInserter(engine, now);
  const retention = await (options.retention === undefined || readOnly
    ? readRetentionChanges(engine)
    : applyRetention(engine, options.retention, now()));
  const summer = new ScoreSummer(engine, now, retention);
  const leases = new LeaseTaker(engine, now);
  const store = storeOf({ engine, inserter, corrector, scores, summer, leases }, (at = now()) => ({
    engine,
    now: at,
    singleCallsMax,
    retention,
  }));
  return readOnly ? readOnlyStore(store) : store;
}

interface Parts {
  readonly engine: Engine;
  readonly inserter: CallInserter;
  readonly corrector: PriceCorrector;
  readonly scores: ScoreInserter;
  readonly summer: ScoreSummer;
  readonly leases: LeaseTaker;
}

function storeOf(parts: Parts, asking: (now?: number) => Asking): Store {
  const { engine, inserter, corrector, scores, summer, leases } = parts;
  const writes = new Queue();
  const sums = new Queue();
  const imports = new ImportCalls(engine, inserter, corrector);
  return {
    readOnly: false,
    readOnlySql: engine.readOnlySql ?? null,
    insert: (calls) => writes.run(() => inserter.insert(calls)),
    recordLedger: (token, additions) => writes.run(() => recordLedger(engine, token, additions)),
    ledger: (range) => readLedger(engine, range),
    prompts: (question) => readPrompts(asking(), question),
    totals: (selection) => readTotals(asking(), selection),
    versions: (selection) => readVersions(asking(), selection),
    series: (question) => readSeries(asking(question.now), question),
    calls: (question) => readCalls(asking(), question),
    segments: (question) => readSegments(asking(), question),
    cells: (question) => readCells(asking(), question),
    quantilesAt: (question) => readQuantiles(asking(), question),
    scoreSums: (question) => readScoreSums(asking(), question),
    unpriced: (question) => readUnpriced(engine, question),
    storedCalls: (question) => readStoredCalls(engine, question),
    correctPrices: (corrections) => writes.run(() => corrector.correct(corrections)),
    recordScores: (given) => writes.run(() => scores.insert(given)),
    scoresWithCall: (given) => findScored(engine, given, asking().now),
    scoresOf: (calls) => readScoresOfCalls(engine, calls),
    scoreMeans: (question) => readScoreMeans(asking(), question),
    sumScores: (what, lost) => sums.run(() => summer.sum(what, lost)),
    takeLease: (ask) => leases.take(ask),
    damagedParts: () => partsSetAside(engine),
    export: (question) => (question.what === "calls" ? exportCalls : exportScores)(engine, question),
    import: (path, step = (work) => work()) =>
      importFile(engine, path, {
        calls: (calls) => step(() => writes.run(() => imports.insert(calls))),
        scores: (given) => writes.run(() => scores.insert(given)),
      }),
    snapshot: (folder) => writes.run(() => sums.run(() => snapshotTables(engine, folder))),
    usage: () => readUsage(asking()),
    close: async () => {
      await writes.idle();
      await sums.idle();
      await inserter.end();
      await engine.close(inserter.isComplete && corrector.isComplete);
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
