// The process that the crash test kills: serves the folder of its first argument and prints where.
import { startServer } from "../dist/index.js";

const server = await startServer({
  dataDir: process.argv[2],
  listen: { host: "127.0.0.1", port: 0 },
  storeUrl: null,
  configFile: null,
  webRoot: null,
  env: process.env,
  log: "silent",
});
process.stdout.write(`${server.url}\n`);
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
