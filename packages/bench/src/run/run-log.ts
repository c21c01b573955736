import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { isRecord, parsedJson } from "../json/json.ts";
import type { RunItem } from "./run.ts";

/** What a run is: a resumed one must be the same. */
export interface RunHead {
  readonly format: "promptprof-run-log";
  readonly version: 1;
  readonly id: string;
  /** Hash of the suite file's text. */
  readonly suite: string;
  readonly base: string | null;
  readonly head: string;
  readonly seed: number;
  readonly startedAt: number;
}

/** Every finished item of a run, one line each, on disk before the next call of its place begins. */
export class RunLog {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  static begin(path: string, head: RunHead): RunLog {
    const log = new RunLog(openSync(path, "w"));
    log.#write(head);
    return log;
  }

  /** Goes on behind what is there; half a line, which a crash may leave, is cut off. */
  static goOn(path: string): RunLog {
    const file = openSync(path, "r+");
    const whole = readFileSync(path).lastIndexOf("\n") + 1;
    ftruncateSync(file, whole);
    closeSync(file);
    return new RunLog(openSync(path, "a"));
  }

  add(item: RunItem): void {
    this.#write(item);
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(value: object): void {
    writeSync(this.#file, `${JSON.stringify(value)}\n`);
    fsyncSync(this.#file);
  }
}

/** A run's log as it was left; null where there is none, or nothing that can be gone on with. */
export function readRunLog(
  path: string,
): { readonly head: RunHead; readonly items: readonly RunItem[] } | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const [head, ...items] = whole.split("\n").map(parsedJson);
  return isHead(head) ? { head, items: items.filter(isItem) } : null;
}

function isHead(value: unknown): value is RunHead {
  return isRecord(value) && value["format"] === "promptprof-run-log" && value["version"] === 1;
}

function isItem(value: unknown): value is RunItem {
  return isRecord(value) && isRecord(value["outcome"]);
}

/** Which call an item is the result of. The version is part of it: a changed prompt is called again. */
export function itemKey(
  item: Pick<RunItem, "side" | "prompt" | "version" | "provider" | "case" | "repeat">,
): string {
  const { side, prompt, version, provider, repeat } = item;
  return JSON.stringify([side, prompt, version, provider, item.case, repeat]);
}
