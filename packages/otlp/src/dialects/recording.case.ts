import { readdirSync, readFileSync } from "node:fs";
import type { Call } from "@promptprof/model";
import { expect } from "vitest";
import type { Observed } from "../observation.ts";
import { observe } from "../observe.ts";
import { Settler } from "../settling/settler.ts";
import { decodeTraces } from "../wire/decode-traces.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";

const FOLDER = new URL("recordings/", import.meta.url);

/** The recordings are of November 2026. */
const NOW = Date.UTC(2026, 10, 25);

export function recordingNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));
}

/** The spans of `recordings/NAME.json`, read by the real decoder. */
export function recordedSpans(name: string): readonly OtlpSpan[] {
  const { spans, rejected } = decodeTraces(readFileSync(new URL(`${name}.json`, FOLDER)), "json", {
    now: NOW,
  });
  expect(rejected).toEqual({});
  return spans;
}

/** The records that the spans settle to, sent in these requests, in order of start. */
export function callsOf(requests: readonly (readonly OtlpSpan[])[]): Call[] {
  const settler = new Settler();
  for (const [batch, spans] of requests.entries()) settler.add(observed(spans, batch), batch);
  return settler
    .takeAll(requests.length)
    .calls.map(({ call }) => call)
    .toSorted((a, b) => a.startTime - b.startTime || (a.spanId < b.spanId ? -1 : 1));
}

export function observed(spans: readonly OtlpSpan[], batch: number): Observed[] {
  return spans.flatMap((span) => {
    const reading = observe(span);
    return reading.kind === "call" || reading.kind === "context" ? [{ observation: reading, batch }] : [];
  });
}

/** One sentence a record; what a record does not know is not in it. */
export function sentencesOf(name: string): string[] {
  return callsOf([recordedSpans(name)]).map(sentence);
}

function sentence(call: Call): string {
  const { provider, operation, requestModel, responseModel } = call;
  const parts = [
    [provider, operation, requestModel, answeredBy(responseModel)],
    [streamed(call)],
    [
      tokens("in", call.inputTokens, [
        ["read", call.cacheReadTokens],
        ["written", call.cacheWriteTokens],
      ]),
    ],
    [tokens("out", call.outputTokens, [["reasoning", call.reasoningTokens]])],
    [call.errorClass],
    [call.attempts === null ? null : `${call.attempts} attempts`],
    [call.prompt, call.version],
    [call.user, call.session, call.team],
  ];
  return parts
    .map((words) => words.filter((word) => word !== null).join(" "))
    .filter((part) => part !== "")
    .join(", ");
}

function answeredBy(model: string | null): string | null {
  return model === null ? null : `by ${model}`;
}

function streamed({ stream, ttftMs }: Call): string | null {
  if (ttftMs !== null) return `first token after ${Math.round(ttftMs)} ms`;
  return stream === null ? null : stream ? "streamed" : "not streamed";
}

function tokens(
  name: string,
  count: number | null,
  parts: readonly (readonly [string, number | null])[],
): string | null {
  if (count === null) return null;
  const known = parts.filter(([, part]) => part !== null).map(([word, part]) => `${part} ${word}`);
  return known.length === 0 ? `${count} ${name}` : `${count} ${name} (${known.join(" ")})`;
}
