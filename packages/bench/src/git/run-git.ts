import { spawn } from "node:child_process";
import { gitErrorOf, GitError } from "./git-error.ts";

/** How a run of git ended. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitRun {
  /** Where git looks for its repository. */
  readonly directory: string;
  readonly args: readonly string[];
  readonly input?: string;
}

/** A gigabyte of output is no list of commits: better an error than a process out of memory. */
const OUTPUT_BYTES_MAX = 2 ** 28;

/** Whatever the user's configuration says, output is the same, and a repository's own configuration runs nothing. */
const SETTINGS = [
  "core.quotePath=false",
  "core.fsmonitor=false",
  "color.ui=false",
  "log.showSignature=false",
  "log.follow=false",
  "log.mailmap=false",
  "log.showRoot=true",
  "i18n.logOutputEncoding=UTF-8",
  "gc.auto=0",
  "advice.graftFileDeprecated=false",
].flatMap((setting) => ["-c", setting]);

/**
 * English, no questions, paths as they are spelled (`*` is a star), no locks taken for a look, and nothing fetched:
 * GIT_NO_LAZY_FETCH is known from git 2.45 on, before that a list of protocols without one does the same.
 */
const ENVIRONMENT = {
  LC_ALL: "C",
  LANGUAGE: "",
  GIT_TERMINAL_PROMPT: "0",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_PAGER: "cat",
} as const;

/**
 * Runs the git of the machine, without a shell. Any exit code is an answer.
 *
 * @throws GitError where there is no git, or its output is beyond all bounds
 */
export async function tryGit({ directory, args, input = "" }: GitRun): Promise<GitResult> {
  const child = spawn("git", ["-C", directory, ...SETTINGS, ...args], {
    env: { ...process.env, ...ENVIRONMENT },
    stdio: "pipe",
    windowsHide: true,
  });
  // A git that ends before it has read its input closes the pipe; its exit code says more than that.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", (error) => reject(startError(error))).once("close", (code) => resolve(code ?? 1));
  });
  const [code, stdout, stderr] = await Promise.all([
    ended,
    bytesOf(child.stdout, () => child.kill()),
    bytesOf(child.stderr, () => child.kill()),
  ]);
  return { code, stdout, stderr: stderr.toString("utf8") };
}

/**
 * As `tryGit`, for what has to succeed; answers stdout.
 *
 * @throws GitError in one line, where git refuses
 */
export async function git(directory: string, args: readonly string[]): Promise<Buffer> {
  const { code, stdout, stderr } = await tryGit({ directory, args });
  if (code !== 0) throw gitErrorOf(stderr, directory);
  return stdout;
}

async function bytesOf(stream: AsyncIterable<Buffer>, stop: () => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > OUTPUT_BYTES_MAX) {
      stop();
      throw new GitError("failed", "git: its answer is larger than 256 MiB");
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function startError(error: Error): GitError {
  if ("code" in error && error.code === "ENOENT")
    return new GitError("no_git", "there is no git on the PATH; install it from https://git-scm.com");
  return new GitError("failed", `git cannot be started: ${error.message}`);
}
