import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own that is gone after the test. */
export function temporaryFolder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "promptprof-git-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const NOBODY = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};

/** Real git, for what a test needs to have happened. Commits are a minute apart, from 2026-01-01 on. */
export class TestRepository {
  readonly path: string;
  #minute = 0;

  constructor(path: string, init: readonly string[] = ["init", "--quiet", "--initial-branch=main"]) {
    this.path = path;
    mkdirSync(path, { recursive: true });
    this.git(...init);
  }

  git(...args: readonly string[]): string {
    const date = new Date(Date.UTC(2026, 0, 1, 0, this.#minute)).toISOString();
    const env = { ...process.env, ...NOBODY, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    return execFileSync("git", args, { cwd: this.path, env, encoding: "utf8", stdio: "pipe" }).trim();
  }

  write(path: string, content: string | Uint8Array): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Everything as it lies there; answers the commit's id. */
  commit(subject: string): string {
    this.#minute += 1;
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "-m", subject);
    return this.git("rev-parse", "HEAD");
  }

  save(path: string, content: string | Uint8Array, subject = `change ${path}`): string {
    this.write(path, content);
    return this.commit(subject);
  }
}

/** A clone as `git clone` with these options makes one, over git's own protocol. */
export function cloneOf(source: TestRepository, path: string, ...options: readonly string[]): string {
  source.git("config", "uploadpack.allowFilter", "true");
  execFileSync("git", ["clone", "--quiet", ...options, `file://${source.path}`, path], { stdio: "pipe" });
  return path;
}
