import { connect } from "node:net";
import { answers } from "../connection/open-connection.ts";
import { failure, ok, warning, type Finding } from "./finding.ts";

/** Does promptprof answer at the URL; if not, is the port free for it? */
export async function checkServer(url: string): Promise<Finding> {
  if (await answers(url)) return ok("server", `promptprof answers at ${url}`);
  if (await isTaken(new URL(url))) {
    return failure("server", `something else than promptprof listens at ${url}`, [
      "stop it, or choose another port: promptprof serve --listen 127.0.0.1:PORT",
    ]);
  }
  return warning("server", `no server runs at ${url}; the port is free`, [
    "start one with: promptprof serve",
  ]);
}

function isTaken({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replaceAll(/[[\]]/g, ""),
      port: Number(port) || (protocol === "https:" ? 443 : 80),
      timeout: 3000,
    });
    const end = (taken: boolean) => (): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false));
  });
}
