import { PROMPTPROF } from "@promptprof/model";
import { decodeTraces } from "@promptprof/otlp";

/**
 * What a collector has of a program's spans, by their ids.
 *
 * An answer can be lost on its way. The sender then cannot know whether the batch arrived: it sends it again (the same ids:
 * a duplicate), or gives it up and counts it as dropped, though it is here. So two things are kept apart: spans that
 * are stored, and spans of which the sender was told so. Only the second are not dropped in its eyes, and only in their
 * reports of drops does it believe that they arrived: of the others it reports again.
 */
export class SpanBooks {
  readonly #stored = new Set<string>();
  readonly #acknowledged = new Map<string, number>();
  #received = 0;

  /** A batch came, and is kept. */
  store(body: Buffer): void {
    for (const { id } of spansIn(body)) {
      this.#received += 1;
      this.#stored.add(id);
    }
  }

  /** The sender of this batch was told that it is kept. */
  acknowledge(body: Buffer): void {
    for (const { id, drops } of spansIn(body)) this.#acknowledged.set(id, drops);
  }

  /** Different spans. */
  get stored(): number {
    return this.#stored.size;
  }

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  /** Came more than once. */
  get duplicates(): number {
    return this.#received - this.#stored.size;
  }

  /** As the sender counts them. */
  get reportedDrops(): number {
    return [...this.#acknowledged.values()].reduce((sum, drops) => sum + drops, 0);
  }
}

function spansIn(body: Buffer): { id: string; drops: number }[] {
  return decodeTraces(body, "protobuf", { now: Date.now() }).spans.map(({ traceId, spanId, attributes }) => ({
    id: `${traceId}/${spanId}`,
    drops: Number(attributes.get(PROMPTPROF.clientDrops) ?? 0),
  }));
}
