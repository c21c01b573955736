import { readFileSync } from "node:fs";
import type { Environment } from "./inputs.ts";

/** What the runner says about the job. https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export interface Job {
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly workspace: string;
  /** A folder that is gone after the job. */
  readonly temporary: string;
  /** Where a person sees the summary; null outside of GitHub. */
  readonly url: string | null;
  /** null = the event is no pull request. */
  readonly pullRequest: PullRequest | null;
}

export interface PullRequest {
  readonly number: number;
  /** Newest commit of the branch that it goes to. */
  readonly baseSha: string;
  readonly fromFork: boolean;
}

export function readJob(environment: Environment): Job {
  const repository = environment["GITHUB_REPOSITORY"] ?? "";
  const server = environment["GITHUB_SERVER_URL"];
  const run = environment["GITHUB_RUN_ID"];
  return {
    apiUrl: (environment["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, ""),
    repository,
    workspace: environment["GITHUB_WORKSPACE"] || process.cwd(),
    temporary: environment["RUNNER_TEMP"] || process.cwd(),
    url: server && run ? `${server}/${repository}/actions/runs/${run}` : null,
    pullRequest: pullRequestIn(eventOf(environment["GITHUB_EVENT_PATH"])),
  };
}

function eventOf(path: string | undefined): Fields {
  if (!path) return {};
  const event: unknown = JSON.parse(readFileSync(path, "utf8"));
  return fields(event);
}

/** Of `pull_request` and `pull_request_target` events. */
function pullRequestIn(event: Fields): PullRequest | null {
  const pull = fields(event["pull_request"]);
  const number = pull["number"];
  const baseSha = fields(pull["base"])["sha"];
  if (typeof number !== "number" || typeof baseSha !== "string") return null;
  return { number, baseSha, fromFork: fields(fields(pull["head"])["repo"])["fork"] === true };
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
