// Brings a fresh machine to where everything runs. Only Node's own modules: nothing is installed yet.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

export const root = join(import.meta.dirname, "..");

/** Runs a command with its output shown on stderr, so that stdout stays free for what the caller prints. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

/** Does `work` unless it was done before for the same content of `files`. */
export function once(stampFile, files, work) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  const digest = hash.digest("hex");
  const stamp = join(root, stampFile);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  work();
  mkdirSync(join(stamp, ".."), { recursive: true });
  writeFileSync(stamp, digest);
}

/**
 * The versions of the lock file. Not `npm ci`: npm 11 leaves optional packages of other platforms out of the lock file
 * that it writes, and then `ci` refuses it ("Missing: ...@ from lock file").
 */
export function ensureInstalled() {
  const lock = "package-lock.json";
  once("node_modules/.promptprof-installed", [lock], () =>
    run("npm", ["install", "--no-audit", "--no-fund"]),
  );
}

/**
 * The newest majors of openai and the AI SDK say they need Node 22 but run on 20, so they live apart from the
 * workspaces, where engines are strict. Only tests need them.
 */
export function ensureTestClients() {
  for (const folder of ["tests/clients/openai-7", "tests/clients/ai-7"]) {
    once(`${folder}/node_modules/.promptprof-installed`, [`${folder}/package-lock.json`], () =>
      // As a flag: `npm test` hands the strictness of the workspace down in the environment, which beats the folder's own .npmrc.
      run("npm", ["ci", "--engine-strict=false", "--no-audit", "--no-fund"], { cwd: join(root, folder) }),
    );
  }
}

/** Path of a Chromium: the one that CHROMIUM_PATH names, a system one, Debian's package, or Playwright's own. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    run("apt-get", ["update"]);
    run("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    return findChromium();
  }
  run(process.execPath, [join(root, "node_modules/playwright-core/cli.js"), "install", "chromium"]);
  return undefined; // playwright-core knows where its own lies
}

function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
