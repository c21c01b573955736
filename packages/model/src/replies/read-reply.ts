import { classifyError } from "./classify-error.ts";
import { factsOf } from "./facts-of.ts";
import { isRecord } from "./json.ts";
import { ReplyDraft } from "./reply-draft.ts";
import type { ReplyFacts } from "./reply-facts.ts";
import type { ReplyShape } from "./reply-shape.ts";
import { SHAPE_READERS } from "./shape-readers.ts";
import { bodyStatesError } from "./states-error.ts";
import { createStreamReader } from "./stream-reader.ts";

/**
 * The facts of a whole reply. Takes any JSON and never throws: what is no reply gives facts that are all unknown.
 * A list is read as a stream, because Gemini writes one as a list where nobody asks for server-sent events.
 *
 * @param shape    the wire format, by the URL that was called or by `recogniseShape`
 * @param body     the parsed body, of an error too
 * @param provider OpenTelemetry's provider name where known (`x_ai`, `perplexity`): settles what the JSON leaves open
 */
export function readReply(shape: ReplyShape, body: unknown, provider: string | null = null): ReplyFacts {
  if (Array.isArray(body)) return readList(shape, body, provider);
  const draft = new ReplyDraft(provider);
  if (isRecord(body) && bodyStatesError(body)) {
    draft.fail(classifyError({ httpStatus: null, body, name: null }));
  }
  if (isRecord(body)) SHAPE_READERS[shape].readBody(body, draft);
  return factsOf(SHAPE_READERS[shape], draft);
}

function readList(shape: ReplyShape, events: readonly unknown[], provider: string | null): ReplyFacts {
  const reader = createStreamReader(shape, provider);
  for (const event of events) reader.push(event);
  return reader.facts();
}
