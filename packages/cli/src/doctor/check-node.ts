import { failure, ok, type Finding } from "./finding.ts";

/** As `engines` in package.json. */
const MAJOR_MIN = 20;
const MINOR_MIN = 19;

/** @param version as `process.versions.node`: `20.20.2` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const enough = major > MAJOR_MIN || (major === MAJOR_MIN && minor >= MINOR_MIN);
  if (enough) return ok("node", `Node.js ${version}`);
  return failure("node", `Node.js ${version} is too old`, [
    `install Node.js ${MAJOR_MIN}.${MINOR_MIN} or newer`,
  ]);
}
