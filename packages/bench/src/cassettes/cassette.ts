import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { isRecord, parsedJson } from "../json/json.ts";
import type { JsonValue, Message, ModelRequest, Outcome } from "../providers/provider.ts";
import type { SideName } from "../run/run.ts";

/** Which call of a run a recorded one was. */
export interface Slot {
  readonly prompt: string;
  /** Of the prompt, on this side. */
  readonly version: string;
  readonly case: string;
  readonly side: SideName;
  readonly repeat: number;
  /** Of a call that a scorer made of the reply. */
  readonly scorer?: string;
}

/** A call as it was made. Requests and answers alone: keys and other headers are never written. */
export interface Recorded extends Slot {
  /** SHA-256 over provider and request, 16 hex digits. */
  readonly key: string;
  readonly provider: string;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly tools: readonly JsonValue[];
  readonly outcome: Outcome;
}

const HEAD = { format: "promptprof-cassette", version: 1 } as const;

export function keyOf(provider: string, { messages, model, parameters, tools }: ModelRequest): string {
  const said = canonical([
    provider,
    model,
    parameters,
    tools,
    messages.map(({ role, content }) => [role, content]),
  ]);
  return createHash("sha256").update(said).digest("hex").slice(0, 16);
}

/** JSON with the keys of every mapping in order: what a suite writes in another order is the same request. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    isRecord(item) ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}

/** @throws Error in one line for a file that is none, or of a version that this program does not read */
export function readCassette(file: string): readonly Recorded[] {
  const [head, ...entries] = linesOf(file).map(parsedJson);
  if (!isRecord(head) || head["format"] !== HEAD.format)
    throw new Error(`${file} is no cassette; record one with --record ${file}`);
  if (head["version"] !== HEAD.version)
    throw new Error(
      `${file} is a cassette of version ${String(head["version"])}; record it again with --record`,
    );
  return entries.filter(isRecorded);
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    throw new Error(`there is no cassette ${file}; record one with --record ${file}`);
  }
}

function isRecorded(value: unknown): value is Recorded {
  return isRecord(value) && typeof value["key"] === "string" && isRecord(value["outcome"]);
}

/** A cassette while it is recorded: every call is on disk as it ends, so that a killed run has what it paid for. */
export class Recording {
  readonly #path: string;
  readonly #file: number;
  readonly #entries: Recorded[] = [];

  /** @param earlier of the run that is resumed; what else the file holds is gone */
  constructor(path: string, earlier: readonly Recorded[]) {
    this.#path = path;
    this.#file = openSync(path, "w");
    writeSync(this.#file, lineOf(HEAD));
    for (const entry of earlier) this.add(entry);
  }

  add(entry: Recorded): void {
    this.#entries.push(entry);
    writeSync(this.#file, lineOf(entry));
    fsyncSync(this.#file);
  }

  /** Puts the whole in an order of its own: recording again changes only the lines whose calls changed. */
  close(): void {
    closeSync(this.#file);
    const ordered = new Map(this.#entries.map((entry) => [orderOf(entry), entry]));
    const sorted = [...ordered].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
    const whole = `${this.#path}.new`;
    writeFileSync(whole, [HEAD, ...sorted].map(lineOf).join(""));
    renameSync(whole, this.#path);
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** Of the calls of a slot and request, which a resumed run may have made again, the last one stays. */
function orderOf({ prompt, case: one, provider, side, repeat, scorer = "", key }: Recorded): string {
  return JSON.stringify([prompt, one, scorer, provider, side, String(repeat).padStart(6, "0"), key]);
}
