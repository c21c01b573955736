import type { RunningServer } from "@promptprof/server";
import type { ApiReply, ApiRequest, Connection, StreamReply, StreamRequest } from "./connection.ts";

/** Talks to a server in this process through its routes, without a socket. */
export class LocalConnection implements Connection {
  readonly place: string;
  readonly #server: RunningServer;

  constructor(server: RunningServer, place: string) {
    this.#server = server;
    this.place = place;
  }

  request(path: string, request: ApiRequest = {}): Promise<ApiReply> {
    return this.#server.fetch(path, request);
  }

  stream(path: string, request: StreamRequest = {}): Promise<StreamReply> {
    const headers = request.body === undefined ? {} : { "content-type": "application/octet-stream" };
    return this.#server.stream(path, { ...request, headers });
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
