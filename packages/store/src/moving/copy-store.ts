import { textCell } from "../cell-codec.ts";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import type { Engine } from "../engine.ts";
import { COPIED } from "../insert-ids.ts";
import { migrate } from "../migrations/migrate.ts";
import { openRemoteEngine } from "../remote-engine.ts";
import { StoreError } from "../store-error.ts";
import { compareMonths, isSame, partitionSums, type MonthSums } from "./copy-sums.ts";
import { COPYING, quotedName, tableShapes, type TableShape } from "./table-shape.ts";

export interface CopyJob {
  readonly dataDir: string;
  readonly url: string;
  /** Told before each partition; `done` of `all` are there. */
  readonly onPartition: (table: string, done: number, all: number) => void;
}

/** The target holds calls that this copy has not brought: they would be lost, or be counted twice. */
export class CopyTargetError extends StoreError {
  override readonly name = "CopyTargetError";
}

/**
 * Copies an embedded store to a ClickHouse server, table by table and partition by partition, rollups as they are: they
 * outlive their calls, so they cannot be made anew. A partition is written beside the table and put in its place at
 * once, which no view sees, so nothing is counted twice, and one that was cut is simply written again.
 *
 * @returns the sums of both by month; an answer with differences means that the copy is not good
 * @throws CopyTargetError where the target is in use already
 */
export async function copyStore({ dataDir, url, onPartition }: CopyJob): Promise<readonly MonthSums[]> {
  const from = await openEmbeddedEngine(dataDir);
  try {
    const to = await openRemoteEngine(url);
    try {
      return await copyTables(from, to, onPartition);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function copyTables(
  from: Engine,
  to: Engine,
  onPartition: CopyJob["onPartition"],
): Promise<readonly MonthSums[]> {
  for (const engine of [from, to]) await migrate(engine);
  const shapes = await tableShapes(from);
  if (!(await isBegun(to))) {
    const there = await compareMonths(from, to, shapes);
    if (there.every(isSame)) return there;
    if (there.some((month) => month.to !== null)) throw new CopyTargetError(IN_USE);
    await to.execute(`CREATE TABLE ${MARK} (at DateTime DEFAULT now()) ENGINE = MergeTree ORDER BY at`);
  }
  await copyPartitions(from, to, shapes, onPartition);
  const months = await compareMonths(from, to, shapes);
  if (months.every(isSame)) await to.execute(`DROP TABLE ${MARK}`);
  return months;
}

const IN_USE =
  "the target holds calls that are not of this store; copy into an empty database, or move calls with promptprof export and import";

/** There from the first partition to the good end: what lies in the target is of a copy that was cut. */
const MARK = `${COPYING}_begun`;
const ASIDE = `${COPYING}_rows`;

async function isBegun(engine: Engine): Promise<boolean> {
  const rows = await engine.query({
    sql: "SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name = {name:String}",
    parameters: { name: MARK },
  });
  return rows.length > 0;
}

async function copyPartitions(
  from: Engine,
  to: Engine,
  shapes: readonly TableShape[],
  onPartition: CopyJob["onPartition"],
): Promise<void> {
  const all: { shape: TableShape; partition: string }[] = [];
  for (const shape of shapes) {
    for (const partition of await partitionsOf(from, shape)) all.push({ shape, partition });
  }
  for (const [done, { shape, partition }] of all.entries()) {
    onPartition(shape.name, done, all.length);
    await copyPartition(from, to, shape, partition);
  }
}

async function partitionsOf(engine: Engine, { name }: TableShape): Promise<string[]> {
  const rows = await engine.query({
    sql: `SELECT DISTINCT _partition_id FROM ${name} ORDER BY 1`,
    parameters: {},
  });
  return rows.map(([id]) => textCell(id));
}

async function copyPartition(from: Engine, to: Engine, shape: TableShape, partition: string): Promise<void> {
  const wanted = await partitionSums(from, shape.name, shape, partition);
  if ((await partitionSums(to, shape.name, shape, partition)) === wanted) return;
  await to.execute(`DROP TABLE IF EXISTS ${ASIDE} SYNC`);
  await to.execute(`CREATE TABLE ${ASIDE} AS ${shape.name}`);
  await sendRows(from, to, shape, partition);
  if ((await partitionSums(to, ASIDE, shape, partition)) !== wanted)
    throw new StoreError(`${shape.name}, partition ${partition}: the target has other sums than were sent`);
  await to.execute(`ALTER TABLE ${shape.name} REPLACE PARTITION ID '${partition}' FROM ${ASIDE}`);
  await to.execute(`DROP TABLE ${ASIDE} SYNC`);
}

/** Some 50,000 calls an insert: few parts at the target, and little memory here. */
const INSERT_BYTES = 16 * 2 ** 20;

async function sendRows(from: Engine, to: Engine, shape: TableShape, partition: string): Promise<void> {
  const cells = shape.columns.map((name) => (name === "writer" ? `'${COPIED}'` : quotedName(name)));
  const statement = {
    sql: `SELECT ${cells.join(", ")} FROM ${shape.name} WHERE _partition_id = {partition:String} SETTINGS max_threads = 1, max_block_size = 8192`,
    parameters: { partition },
  };
  let [waiting, bytes, sent]: [Uint8Array[], number, number] = [[], 0, 0];
  const send = async (): Promise<void> => {
    if (bytes === 0) return;
    sent += 1;
    const token = `${shape.name}-${partition}-${sent}`;
    await to.insert({ table: ASIDE, columns: shape.columns, lines: Buffer.concat(waiting), token });
    [waiting, bytes] = [[], 0];
  };
  for await (const piece of from.stream(statement, "TabSeparated")) {
    waiting.push(piece);
    bytes += piece.byteLength;
    if (bytes >= INSERT_BYTES) await send();
  }
  await send();
}
