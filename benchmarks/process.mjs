import { fork } from "node:child_process";

/**
 * Starts a script that sends a message when it is ready, and answers each message with one.
 *
 * @param {string} path
 * @param {string[]} [args]
 * @param {import("node:child_process").ForkOptions} [options]
 */
export async function startProcess(path, args = [], options = {}) {
  const child = fork(path, args, options);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const ready = await nextMessage(child);
  return {
    ready,
    pid: child.pid,
    ask(wanted) {
      const answer = nextMessage(child);
      child.send(wanted);
      return answer;
    },
    async stop() {
      child.kill();
      await gone;
    },
  };
}

function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const onMessage = (message) => {
      child.off("exit", onExit);
      resolve(message);
    };
    const onExit = (code, signal) => {
      child.off("message", onMessage);
      reject(
        new Error(`${child.spawnargs.slice(1).join(" ")} ended with ${code ?? signal}, without an answer`),
      );
    };
    child.once("message", onMessage);
    child.once("exit", onExit);
  });
}
