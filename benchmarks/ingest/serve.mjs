// The server under load, in a process of its own: tells where it listens, and on request what it takes.
import { startServer } from "@promptprof/server";

const server = await startServer({
  dataDir: process.argv[2],
  listen: { host: "127.0.0.1", port: 0 },
  storeUrl: null,
  configFile: null,
  webRoot: null,
  env: process.env,
  log: "json",
});
let residentBytesMax = 0;
setInterval(() => {
  residentBytesMax = Math.max(residentBytesMax, process.memoryUsage.rss());
}, 50);

process.on("message", (wanted) => {
  if (wanted === "close") void server.close().then(() => process.exit(0));
  else process.send({ cpu: process.cpuUsage(), residentBytesMax });
});
process.send({ url: server.url });
