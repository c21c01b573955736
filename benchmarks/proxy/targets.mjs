import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installPeer } from "../peers/install-peer.mjs";
import { startProcess } from "../process.mjs";

const PATH = "/v1/chat/completions";
const START_MS = 30_000;

/** @typedef {{ name: string, url: URL, headers: Record<string, string>, pid: number, stop: () => Promise<void> }} Target */

/** The server itself, and each proxy in a process of its own in front of it. */
export async function startTargets(upstream) {
  const bare = {
    name: "bare upstream",
    url: new URL(upstream.ready.url + PATH),
    headers: {},
    pid: upstream.pid,
  };
  return [
    { ...bare, stop: async () => {} },
    await passThrough(upstream.ready.url),
    await promptprof(upstream.ready.url),
    await portkey(upstream.ready.url),
  ];
}

/** Memory that the process has now. */
export function residentMiB({ pid }) {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

async function passThrough(upstream) {
  const child = await startProcess(join(import.meta.dirname, "pass-through.mjs"), [upstream]);
  const url = new URL(child.ready.url + PATH);
  return { name: "node:http pass-through", url, headers: {}, pid: child.pid, stop: () => child.stop() };
}

async function promptprof(upstream) {
  const folder = mkdtempSync(join(tmpdir(), "promptprof-proxy-"));
  const command = join(import.meta.dirname, "../../packages/cli/bin/promptprof.mjs");
  const port = await freePort();
  const started = await start([command, "serve", "--data", folder, "--listen", `127.0.0.1:${port}`], port, {
    PROMPTPROF_UPSTREAM_OPENAI: upstream,
  });
  const stop = async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const url = new URL(`http://127.0.0.1:${port}/proxy/openai${PATH}`);
  return { name: "promptprof serve", url, headers: {}, pid: started.pid, stop };
}

async function portkey(upstream) {
  const command = join(installPeer("portkey"), "node_modules/@portkey-ai/gateway/build/start-server.js");
  const port = await freePort();
  const { pid, stop } = await start([command, `--port=${port}`, "--headless"], port, {});
  const headers = { "x-portkey-provider": "openai", "x-portkey-custom-host": `${upstream}/v1` };
  return { name: "@portkey-ai/gateway", url: new URL(`http://127.0.0.1:${port}${PATH}`), headers, pid, stop };
}

async function start(args, port, environment) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: "ignore",
  });
  const gone = once(child, "exit");
  await answering(port, child);
  const stop = async () => {
    child.kill();
    await gone;
  };
  return { pid: child.pid, stop };
}

async function answering(port, child) {
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(100)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (answer !== null) return;
  }
  child.kill();
  throw new Error(`${child.spawnargs.slice(1).join(" ")} does not answer`);
}

/** Free a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
