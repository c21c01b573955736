// The process that crash tests kill: serves the folder of its first argument and prints where. A second argument is a
// store by URL, CRASH_CONFIG a configuration file; what it logs goes to the standard error where CRASH_LOG is set.
import { startServer } from "../dist/index.js";

const { CRASH_CONFIG, CRASH_LOG, ...env } = process.env;
try {
  const server = await startServer({
    dataDir: process.argv[2],
    listen: { host: "127.0.0.1", port: 0 },
    storeUrl: process.argv[3] ?? null,
    configFile: CRASH_CONFIG ?? null,
    webRoot: null,
    env,
    log: CRASH_LOG === undefined ? "silent" : "json",
  });
  process.stdout.write(`${server.url}\n`);
  process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
} catch (error) {
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exit(2);
}
