import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { isRecord, parsedJson } from "../json/json.ts";
import { attempt, type StatedAnswer } from "./function-provider.ts";
import type { ModelRequest, Provider } from "./provider.ts";

/**
 * A provider that is a program: the request comes as JSON on stdin, the answer is what it writes to stdout, as text or
 * as a JSON object with `text` and what it knows of tokens. An exit code other than 0 is a failed call.
 *
 * @param directory where the program runs
 */
export function commandProvider(
  id: string,
  provider: string | null,
  command: readonly string[],
  directory: string,
): Provider {
  const run = (request: ModelRequest, signal: AbortSignal): Promise<string | StatedAnswer> =>
    answerOf(command, directory, request, signal);
  return { id, provider, call: (request, signal) => attempt(run, request, signal) };
}

async function answerOf(
  [program = "", ...args]: readonly string[],
  directory: string,
  { messages, model, parameters, tools }: ModelRequest,
  signal: AbortSignal,
): Promise<string | StatedAnswer> {
  const child = spawn(program, args, { cwd: directory, signal });
  const failed = once(child, "error").then(([error]: unknown[]) => {
    throw error;
  });
  // A program that reads no input closes it before it is written.
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify({ messages, model, parameters, tools }));
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  failed.catch(() => {});
  const [output, complaint, [code]] = await Promise.race([ended, failed]);
  if (code === 0) return parsed(output);
  const reason = complaint.trim().split("\n").at(-1) ?? "";
  throw new Error(`${program} ended with exit code ${String(code)}${reason === "" ? "" : `: ${reason}`}`);
}

function parsed(output: string): string | StatedAnswer {
  const plain = output.replace(/\r?\n$/, "");
  if (!plain.startsWith("{")) return plain;
  const value = parsedJson(plain);
  return isAnswer(value) ? value : plain;
}

/** What else it states, it states at its own risk. */
function isAnswer(value: unknown): value is StatedAnswer {
  return isRecord(value) && typeof value["text"] === "string";
}
