import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Recording } from "../../packages/model/src/replies/recorded-replies.case.ts";

/** Serves recorded replies over HTTP, each below a path of its own. */
export interface RecordedServer {
  /** Base URL of the recording with this index; whatever is asked below it gets that reply. */
  readonly urlOf: (index: number) => string;
  readonly close: () => Promise<void>;
}

export async function startRecordedServer(recordings: readonly Recording[]): Promise<RecordedServer> {
  const server = createServer((request, response) => {
    request.resume();
    const recording = recordings[Number(request.url?.split("/")[1])];
    if (recording === undefined) response.writeHead(404).end();
    else serve(recording, response);
  });
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (index) => `http://127.0.0.1:${port}/${index}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function serve({ events, body }: Recording, response: ServerResponse): void {
  const type = events === null ? "application/json" : "text/event-stream";
  response.writeHead(200, { "content-type": type });
  response.end(events === null ? JSON.stringify(body) : events.map(eventText).join(""));
}

/** Anthropic's events have their type as a name, and its client goes by it; the others have none. */
function eventText(event: unknown): string {
  const { type } = event as { readonly type?: unknown };
  const name = typeof type === "string" && !type.includes(".") ? `event: ${type}\n` : "";
  return `${name}data: ${JSON.stringify(event)}\n\n`;
}
