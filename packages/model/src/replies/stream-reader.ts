import { classifyError } from "./classify-error.ts";
import { factsOf } from "./facts-of.ts";
import { isRecord } from "./json.ts";
import { ReplyDraft } from "./reply-draft.ts";
import type { Carried, ReplyFacts } from "./reply-facts.ts";
import type { ReplyShape } from "./reply-shape.ts";
import { SHAPE_READERS } from "./shape-readers.ts";
import { eventStatesError } from "./states-error.ts";

/** Reads a stream one event at a time. Holds no event and no text; less than a microsecond an event. */
export interface StreamReader {
  /**
   * Takes the next event: the parsed payload of one `data:` line, one line of NDJSON, or one event object of a client
   * library. Anything that is no object (`[DONE]`, null) is passed over, so whoever reads lines drops the ones that do
   * not parse and goes on. Never throws.
   *
   * @returns the most visible thing the event carried, for the caller's clock: see `Carried`
   */
  push(event: unknown): Carried;
  /** The facts so far; may be asked at any time and any number of times, also of a stream that was cut. */
  facts(): ReplyFacts;
}

/**
 * @param shape    the wire format, by the URL that was called or by `recogniseShape`
 * @param provider OpenTelemetry's provider name where known (`x_ai`, `perplexity`): settles what the JSON leaves open
 */
export function createStreamReader(shape: ReplyShape, provider: string | null = null): StreamReader {
  const reader = SHAPE_READERS[shape];
  const draft = new ReplyDraft(provider);
  return {
    push: (event) => {
      if (!isRecord(event)) return "nothing";
      if (eventStatesError(event)) draft.fail(classifyError({ httpStatus: null, body: event, name: null }));
      return reader.readEvent(event, draft);
    },
    facts: () => factsOf(reader, draft),
  };
}
