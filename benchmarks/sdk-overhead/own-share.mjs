import { Session } from "node:inspector/promises";

const INTERVAL_US = 100;
/** The observed client, and the fetch that it calls: no part of what observes it, though that stands above it in the stack. */
const CLIENT = /\/node_modules\/openai\/|^node:internal\/deps\/undici|client-process\.mjs/;
/** All other code that is not Node's: a package of ours, a peer's, or OpenTelemetry's. */
const OBSERVER = /\/packages\/|\/node_modules\/|\/peers\//;

/**
 * The share of a process's time that a sampled CPU profile finds in the observer's own frames, and in these with what they call in
 * Node itself (JSON, sockets). Not in it: garbage collection, and callbacks that start in Node. A share, because the
 * profile's clock runs on while another process has the processor.
 *
 * @param {() => Promise<unknown>} work
 */
export async function ownShare(work) {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_US });
  await session.post("Profiler.start");
  await work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  return shareOf(profile);
}

function shareOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = ownersOf(nodes[0], byId);
  const us = { busy: 0, self: 0, withCalled: 0 };
  for (const [i, id] of samples.entries()) {
    const { url, functionName } = byId.get(id).callFrame;
    if (functionName !== "(idle)") us.busy += timeDeltas[i];
    if (ownerOf(url) === "observer") us.self += timeDeltas[i];
    if (owners.get(id) === "observer") us.withCalled += timeDeltas[i];
  }
  return { self: us.self / us.busy, withCalled: us.withCalled / us.busy };
}

/** Whose work each node is: its own file's, else that of whoever called it. */
function ownersOf(root, byId) {
  const owners = new Map();
  const open = [[root, "nobody"]];
  for (const [node, caller] of open) {
    const owner = ownerOf(node.callFrame.url) ?? caller;
    owners.set(node.id, owner);
    for (const child of node.children ?? []) open.push([byId.get(child), owner]);
  }
  return owners;
}

function ownerOf(url) {
  if (CLIENT.test(url)) return "client";
  return OBSERVER.test(url) ? "observer" : null;
}
