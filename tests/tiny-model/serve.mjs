// The tiny model in a process of its own: beside a client in one event loop, each would hold up the other's clock.
// Says its URL, and answers each message with its log.
import { register } from "node:module";

register("./load-typescript.mjs", import.meta.url);
const { startTinyModel } = await import("./server.ts");
const model = await startTinyModel({ port: 0 });
process.on("message", () => process.send(model.log));
process.on("disconnect", () => process.exit(0));
process.send(model.url);
