import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const CHILD = join(import.meta.dirname, "serve-store.mjs");

/**
 * A store by URL in a process of its own, behind an address that stays the same however often it is killed and started.
 * While it is gone a connection to it is cut at once.
 */
export class StoreProcess {
  readonly #folder: string;
  readonly #door: Server;
  readonly #sockets = new Set<Socket>();
  #child: ChildProcess | null = null;
  #port: number | null = null;

  constructor(folder: string) {
    this.#folder = folder;
    this.#door = createServer((socket) => this.#pass(socket));
  }

  /** @returns the address that stays */
  async open(): Promise<string> {
    this.#door.listen(0, "127.0.0.1");
    await once(this.#door, "listening");
    await this.start();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has such an address
    return `http://127.0.0.1:${(this.#door.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [CHILD, this.#folder], { stdio: ["ignore", "pipe", "inherit"] });
    this.#child = child;
    for await (const line of createInterface(child.stdout)) {
      this.#port = Number(new URL(line).port);
      return;
    }
    throw new Error("the store did not start");
  }

  /** Resolves when the process is gone. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.#port = null;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async close(): Promise<void> {
    await this.end("SIGKILL");
    for (const socket of this.#sockets) socket.destroy();
    this.#door.close();
  }

  #pass(socket: Socket): void {
    this.#hold(socket);
    if (this.#port === null) {
      socket.destroy();
      return;
    }
    const store = connect(this.#port, "127.0.0.1");
    this.#hold(store);
    socket.pipe(store).pipe(socket);
    socket.on("close", () => store.destroy());
    store.on("close", () => socket.destroy());
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    // A cut connection is what the test is about.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }
}
