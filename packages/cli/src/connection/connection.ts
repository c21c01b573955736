import type { Readable } from "node:stream";

/** A door to promptprof's API: a server that runs elsewhere, or one in this process. Commands never know which. */
export interface Connection {
  /** For people: the server's URL, or the data folder. */
  readonly place: string;
  request(path: string, request?: ApiRequest): Promise<ApiReply>;
  /** As `request`, for bodies and answers of any length; the answer is to be read or destroyed. */
  stream(path: string, request?: StreamRequest): Promise<StreamReply>;
  close(): Promise<void>;
}

export interface ApiRequest {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface StreamRequest {
  readonly method?: "GET" | "POST";
  readonly body?: Readable;
}

export interface StreamReply {
  readonly status: number;
  readonly body: Readable;
}

export interface ApiReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
