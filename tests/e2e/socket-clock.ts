/** When the texts of streamed answers reach the process: before any client has read them. */
export interface SocketClock {
  readonly fetch: typeof fetch;
  /** Times of `performance.now()` at which a text came, of the latest answer. */
  readonly textAt: () => readonly number[];
}

const WITH_TEXT = /^data: .*"content":"(?!")/gm;

/**
 * Watches streams where they enter the process. Two processes on one busy machine wait for each other by any number
 * of milliseconds; this is what is left of the difference between them when nothing is measured but that.
 */
export function startSocketClock(): SocketClock {
  let times: number[] = [];
  const watch = (): TransformStream<Uint8Array, Uint8Array> => {
    const decoder = new TextDecoder();
    let rest = "";
    return new TransformStream({
      transform: (chunk, controller) => {
        const now = performance.now();
        const text = rest + decoder.decode(chunk, { stream: true });
        const end = text.lastIndexOf("\n") + 1;
        rest = text.slice(end);
        for (const _event of text.slice(0, end).matchAll(WITH_TEXT)) times.push(now);
        controller.enqueue(chunk);
      },
    });
  };
  return {
    fetch: async (...args) => {
      const response = await fetch(...args);
      times = [];
      return new Response(response.body?.pipeThrough(watch()), response);
    },
    textAt: () => times,
  };
}
