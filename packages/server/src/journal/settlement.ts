import type { Call } from "@promptprof/model";
import type { MergeRule } from "@promptprof/otlp";
import { frame, readHead, readLines } from "./framed-lines.ts";
import { callOfWritten, type WrittenCall } from "./written-call.ts";

/**
 * A decision, written before it is carried out: which calls a round of the committer stores, which observations
 * each took in, and which batches are complete with it. Whether two spans become one call depends on when they
 * arrived and when someone looked; without this record a crash between storing and forgetting could decide the same
 * spans a second time, differently, and count one of them twice.
 */
export interface Settlement {
  /** Unique for ever, from the same clock as the batches; the token of the round's ledger additions. */
  readonly number: number;
  readonly calls: readonly DecidedCall[];
  /** Observations that belong to a call of an earlier round: duplicates, whatever else is decided. */
  readonly late: readonly Absorbed[];
  /** Batches of which nothing is left to decide after this round. */
  readonly completes: readonly number[];
}

export interface DecidedCall extends ObservationId {
  /** The call as settled; null = exactly as its own observation in the journal says. */
  readonly call: Call | null;
  readonly absorbed: readonly Absorbed[];
}

/** An observation that becomes no record of its own, and why; null = written by a version that did not keep the rule. */
export interface Absorbed extends ObservationId {
  readonly rule: MergeRule | null;
}

/** An observation of a batch. Repetitions of a span within a batch are told apart by their number alone. */
export interface ObservationId {
  readonly batch: number;
  readonly traceId: string;
  readonly spanId: string;
}

type Id = readonly [batch: number, traceId: string, spanId: string];
type AbsorbedId = readonly [...id: Id, rule?: MergeRule | null];
interface Head {
  readonly number: number;
  readonly completes: readonly number[];
  readonly late: readonly AbsorbedId[];
}
type Line = readonly [id: Id, absorbed: readonly AbsorbedId[], call: WrittenCall | null];

export function encodeSettlement({ number, calls, late, completes }: Settlement): Uint8Array[] {
  const lines = calls.map((decided) => `${JSON.stringify(lineOf(decided))}\n`);
  return frame({ number, completes, late: late.map(absorbedTuple) }, [Buffer.from(lines.join(""))]);
}

/** @throws DamagedFileError */
export function decodeSettlement(file: Buffer): Settlement {
  const { number, completes, late } = readHead<Head>(file);
  return { number, completes, late: late.map(absorbedOf), calls: readLines(file).map(parseLine) };
}

/** Every observation that the round decides on. */
export function decidedObservations({ calls, late }: Settlement): ObservationId[] {
  return [...calls.flatMap((decided) => [decided, ...decided.absorbed]), ...late];
}

/** Those that become no record of their own. */
export function absorbedObservations({ calls, late }: Settlement): Absorbed[] {
  return [...calls.flatMap(({ absorbed }) => absorbed), ...late];
}

function lineOf(decided: DecidedCall): Line {
  return [tupleOf(decided), decided.absorbed.map(absorbedTuple), decided.call];
}

function tupleOf({ batch, traceId, spanId }: ObservationId): Id {
  return [batch, traceId, spanId];
}

function parseLine(line: string): DecidedCall {
  const [id, absorbed, call]: Line = JSON.parse(line);
  const written = call === null ? null : callOfWritten(call);
  return { ...idOf(id), call: written, absorbed: absorbed.map(absorbedOf) };
}

function absorbedTuple(absorbed: Absorbed): AbsorbedId {
  return [...tupleOf(absorbed), absorbed.rule];
}

function absorbedOf([batch, traceId, spanId, rule = null]: AbsorbedId): Absorbed {
  return { batch, traceId, spanId, rule };
}

function idOf([batch, traceId, spanId]: Id): ObservationId {
  return { batch, traceId, spanId };
}
