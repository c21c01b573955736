// The store by URL that a test kills: ClickHouse's HTTP protocol in front of the engine, on the folder of its argument.
import { register } from "node:module";

register("../tiny-model/load-typescript.mjs", import.meta.url);
const { serveClickHouse } = await import("../../packages/store/src/clickhouse-http.case.ts");
const { url, close } = await serveClickHouse(process.argv[2]);
process.stdout.write(`${url}\n`);
process.once("SIGTERM", () => void close().then(() => process.exit(0)));
