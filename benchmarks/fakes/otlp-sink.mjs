// A collector that keeps what it is sent and opens it only when asked: its work must not fall into what is measured.
import { createServer } from "node:http";
import { decodeTraces, inflate } from "@promptprof/otlp";

let received = [];

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    received.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(200, { "content-type": request.headers["content-type"] ?? "application/x-protobuf" });
    response.end(request.headers["content-type"]?.includes("json") ? "{}" : "");
  });
});
server.listen(0, "127.0.0.1", () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on("disconnect", () => process.exit(0));
process.on("message", () => void answer());

/** Bytes as they came over the wire and spans in them, since the last question. */
async function answer() {
  const taken = received;
  received = [];
  let bytes = 0;
  let spans = 0;
  for (const { headers, body } of taken) {
    bytes += body.length;
    spans += await spansIn(headers, body);
  }
  process.send({ bytes, spans });
}

async function spansIn(headers, body) {
  const plain = await inflate(body, headers["content-encoding"]);
  const encoding = headers["content-type"]?.includes("json") ? "json" : "protobuf";
  return decodeTraces(plain, encoding, { now: Date.now() }).spans.length;
}
