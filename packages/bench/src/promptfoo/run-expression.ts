import { createContext, Script } from "node:vm";

/** Longest time for one expression, in ms. */
const TIMEOUT_MS = 1000;

/**
 * Runs JavaScript of a configuration: an expression, or several lines that return. Stopped after a second. It is no
 * sandbox: a configuration's code is trusted, its mistakes are not.
 *
 * @throws what it throws, and Error where it takes longer
 */
export function runExpression(code: string, globals: Readonly<Record<string, unknown>>): unknown {
  const isBody = /(?:^|[\n;{])\s*return\b/.test(code);
  const script = new Script(isBody ? `(() => {${code}\n})()` : `(${code.trim().replace(/;$/, "")}\n)`);
  return script.runInContext(createContext({ ...globals }), { timeout: TIMEOUT_MS });
}
