import type { Call } from "@promptprof/model";
import { flush, withContext } from "@promptprof/sdk";
import type { OtlpSink } from "./otlp-sink.ts";

let programs = 0;

/**
 * The calls that a program makes, as promptprof's server reads them. They are known by a mark of their own: a stream
 * that an earlier program left unread ends whenever the engine collects it.
 */
export async function callsOfProgram(
  sink: OtlpSink,
  program: () => Promise<unknown>,
): Promise<readonly Call[]> {
  programs += 1;
  const experiment = `program ${programs}`;
  await withContext({ experiment }, program);
  await flush();
  return sink.calls().filter((call) => call.experiment === experiment);
}
