import { ActionError } from "./action-error.ts";
import { RestApi } from "./github/rest-api.ts";
import { addSummary, setOutputs } from "./github/runner-files.ts";
import { commentOnce, type Commented } from "./github/sticky-comment.ts";
import { workflowCommand, type Annotation } from "./github/workflow-command.ts";
import { readInputs, type Environment, type Inputs } from "./inputs.ts";
import { readJob, type Job } from "./job.ts";
import type { Measure, Measured } from "./measured.ts";
import { whatNext } from "./what-next.ts";

export interface Surroundings {
  readonly environment: Environment;
  /** The job's log, where commands to the runner go too. */
  readonly write: (text: string) => void;
  /** Epoch ms. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** As the command's exit codes: scripts after the action read the same numbers. */
const EXIT_CODES = { passed: 0, regressed: 10, undecided: 11 } as const;

/**
 * The whole action: measures, and tells it by summary, outputs, annotations and one comment.
 *
 * @returns 0, or 1 where the step is to fail
 */
export async function runAction(measure: Measure, surroundings: Surroundings): Promise<0 | 1> {
  const { environment, write } = surroundings;
  try {
    const inputs = readInputs(environment);
    const job = readJob(environment);
    return await tell(await measure(inputs, job), inputs, job, surroundings);
  } catch (error) {
    // Every error of the bench is one of the user's mistakes or says itself that it is none.
    const message = error instanceof Error ? error.message : String(error);
    write(workflowCommand(remark("error", message)));
    if (!(error instanceof ActionError) && error instanceof Error) write(`${error.stack ?? message}\n`);
    addSummary(environment, `### promptprof could not measure\n\n${codeBlock(message)}`);
    return 1;
  }
}

async function tell(
  measured: Measured,
  inputs: Inputs,
  job: Job,
  { environment, write, now, sleep }: Surroundings,
): Promise<0 | 1> {
  const markdown = `${measured.markdown.trimEnd()}\n\n${whatNext(measured, now())}\n`;
  addSummary(environment, markdown);
  for (const annotation of measured.annotations) write(workflowCommand(annotation));
  const commented = await comment(markdown, inputs, job, sleep);
  if (commented !== null) write(noteOf(commented, job));
  const url = commented !== null && "url" in commented ? commented.url : null;
  setOutputs(environment, outputsOf(measured, url));
  const fails =
    measured.outcome === "regressed" || (measured.outcome === "undecided" && inputs.failOnUndecided);
  write(workflowCommand(remark(fails ? "error" : "notice", measured.headline)));
  return fails ? 1 : 0;
}

/** null = none was to be written. */
async function comment(
  markdown: string,
  { comment, token, key }: Inputs,
  { pullRequest, apiUrl, repository }: Job,
  sleep: Surroundings["sleep"],
): Promise<Commented | null> {
  if (!comment || pullRequest === null) return null;
  if (token === null) return { kind: "refused", reason: "no token was given" };
  const api = new RestApi({ apiUrl, token, sleep });
  return commentOnce(api, { repository, pullRequest: pullRequest.number, key, markdown });
}

/** A comment that cannot be written is no reason to fail: the summary says the same. */
function noteOf(commented: Commented, { pullRequest, url }: Job): string {
  if ("url" in commented)
    return `comment ${commented.kind}${commented.url === null ? "" : `: ${commented.url}`}\n`;
  const fork =
    pullRequest?.fromFork === true ? " (the token of a pull request from a fork may only read)" : "";
  const why = commented.kind === "refused" ? `${commented.reason}${fork}` : commented.reason;
  const where = `the report is in the job's summary${url === null ? "" : `: ${url}`}`;
  const hint =
    commented.kind === "refused" && fork === ""
      ? "; the workflow needs permissions: pull-requests: write"
      : "";
  return workflowCommand(remark("notice", `no comment: ${why}${hint}; ${where}`));
}

function outputsOf({ outcome, costUsd, files }: Measured, comment: string | null): Record<string, string> {
  return {
    outcome,
    "exit-code": String(EXIT_CODES[outcome]),
    "cost-usd": costUsd === null ? "" : String(costUsd),
    "comment-url": comment ?? "",
    ...Object.fromEntries(FILES.map((name) => [name, files[name] ?? ""])),
  };
}

const FILES = ["folder", "run", "json", "html", "junit", "sarif"];

function remark(level: Annotation["level"], message: string): Annotation {
  return { level, path: null, line: null, title: "promptprof", message };
}

/** A fence longer than any in the text. */
function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
