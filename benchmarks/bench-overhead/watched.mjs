// Preloaded into each command, and into whatever that starts: refuses all but loopback, and says at its end what it took.
// promptfoo tells its makers that telemetry is off where it is off, so variables alone would not keep it quiet.
import { appendFileSync } from "node:fs";
import { isIP, Socket } from "node:net";

let refused = 0;
const { prototype } = Socket;
// Called with the socket that it is called on.
const connect = Reflect.get(prototype, "connect");
prototype.connect = function connectToLoopback(...args) {
  // node:net itself hands its arguments over as one normalised list.
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  if (options?.path || isLoopback(options?.host ?? "localhost")) return connect.apply(this, args);
  refused += 1;
  // Nothing listens there, so that the client sees an ordinary refusal, which its makers have thought of.
  Object.assign(options, { host: "127.0.0.1", port: 9 });
  return connect.apply(this, args);
};

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const took = { maxRSS, cpuMs: (userCPUTime + systemCPUTime) / 1000, refused };
  appendFileSync(process.env.WATCHED_TO, `${JSON.stringify(took)}\n`);
});

function isLoopback(host) {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
