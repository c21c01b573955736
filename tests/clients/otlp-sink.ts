import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeLogs, decodeTraces, observe, type OtlpLogRecord, type OtlpSpan } from "@promptprof/otlp";
import type { Call } from "@promptprof/model";

/** A place that OTLP is sent to, and what came, as bytes and as promptprof's server reads it. */
export interface OtlpSink {
  readonly url: string;
  readonly bodies: readonly Buffer[];
  /** HTTP status of the next answers; 200 at first. */
  status: number;
  readonly spans: () => readonly OtlpSpan[];
  readonly logs: () => readonly OtlpLogRecord[];
  readonly calls: () => readonly Call[];
  readonly close: () => Promise<void>;
}

export async function startOtlpSink(): Promise<OtlpSink> {
  const bodies: Buffer[] = [];
  const logBodies: Buffer[] = [];
  const spans = (): readonly OtlpSpan[] =>
    bodies.flatMap((body) => decodeTraces(body, "protobuf", { now: Date.now() }).spans);
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (sink.status === 200) (request.url === "/v1/logs" ? logBodies : bodies).push(body);
    response.writeHead(sink.status, { "content-type": "application/x-protobuf" }).end();
  };
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  const sink: OtlpSink = {
    url: `http://127.0.0.1:${port}`,
    bodies,
    status: 200,
    spans,
    logs: () => logBodies.flatMap((body) => decodeLogs(body, "protobuf").records),
    calls: () =>
      spans().flatMap((span) => {
        const reading = observe(span);
        return reading.kind === "call" ? [reading.call] : [];
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return sink;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
