import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Where hosts and builds say which commit runs; our own name first. */
const VARIABLES = [
  "PROMPTPROF_GIT_COMMIT",
  "GITHUB_SHA",
  "CI_COMMIT_SHA",
  "VERCEL_GIT_COMMIT_SHA",
  "RENDER_GIT_COMMIT",
  "RAILWAY_GIT_COMMIT_SHA",
  "CF_PAGES_COMMIT_SHA",
  "HEROKU_SLUG_COMMIT",
  "BITBUCKET_COMMIT",
  "BUILDKITE_COMMIT",
  "CIRCLE_SHA1",
  "SOURCE_VERSION",
] as const;
const COMMIT = /^[0-9a-f]{7,64}$/;

let known: string | null | undefined;

/** The commit that this process runs at; looked up once, when the first prompt is defined. null = not known. */
export function gitCommit(): string | null {
  if (known === undefined) known = lookUpCommit();
  return known;
}

/** The working directory may be gone, or a folder above it closed to us. */
function lookUpCommit(): string | null {
  try {
    return findGitCommit(process.env, process.cwd());
  } catch {
    return null;
  }
}

/**
 * The commit by the environment, else by the `.git` above a folder, whose files are read: no process is spawned.
 * A repository that cannot be read has none.
 */
export function findGitCommit(env: NodeJS.ProcessEnv, folder: string): string | null {
  for (const variable of VARIABLES) {
    const commit = commitIn(env[variable]);
    if (commit !== null) return commit;
  }
  const git = gitFolder(folder);
  return git === null ? null : headOf(git);
}

/** `.git` is a folder, or in a worktree or submodule a file that names one. */
function gitFolder(start: string): string | null {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const git = join(folder, ".git");
    if (statSync(git, { throwIfNoEntry: false })?.isDirectory() === true) return git;
    const named = /^gitdir: (.+)$/m.exec(read(git) ?? "")?.[1];
    if (named !== undefined) return resolve(folder, named.trim());
    if (dirname(folder) === folder) return null;
  }
}

function headOf(git: string): string | null {
  const head = read(join(git, "HEAD")) ?? "";
  const ref = /^ref: (.+)$/m.exec(head)?.[1]?.trim();
  if (ref === undefined) return commitIn(head);
  // A worktree's branches are kept in the repository that it belongs to.
  const common = resolve(git, read(join(git, "commondir"))?.trim() ?? ".");
  return commitIn(read(join(git, ref)) ?? read(join(common, ref)) ?? packed(common, ref));
}

function packed(git: string, ref: string): string | undefined {
  const lines = (read(join(git, "packed-refs")) ?? "").split("\n");
  return lines.find((line) => line.endsWith(` ${ref}`))?.split(" ")[0];
}

function commitIn(text: string | undefined): string | null {
  const commit = text?.trim().toLowerCase() ?? "";
  return COMMIT.test(commit) ? commit : null;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
