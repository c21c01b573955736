import { commitTime, lastChangedAt, openRepository, pathInRepository, type Run } from "@promptprof/bench";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { againstBaseline, readKeptRun } from "./against-baseline.ts";
import type { Bench, BenchRequest } from "./bench.ts";
import type { Inputs } from "./inputs.ts";
import type { Job } from "./job.ts";
import type { Baseline, Measure } from "./measured.ts";

/** Runs the suite, compares, and writes every file of the run into one folder of the job. */
export function measureWith(bench: Bench): Measure {
  return async (inputs, job) => {
    const request = requestOf(inputs, job);
    const kept = inputs.baseline === null ? null : readKeptRun(resolve(job.workspace, inputs.baseline));
    const { run, suite } = await bench.run(request);
    const compared = kept === null ? run : againstBaseline(kept, run);
    const reported = bench.report({ run: compared, suite }, request);
    const folder = join(job.temporary, "promptprof", inputs.key);
    const texts = { ...reported.files, run: { name: "run.json", text: JSON.stringify(run) } };
    return {
      ...reported,
      baseline: kept === null ? await baseOf(run, job) : { name: `run ${kept.id}`, at: kept.startedAt },
      recordedAt: request.replay === null ? null : await changedAt(request.replay, job),
      files: { folder, ...written(folder, texts) },
    };
  };
}

/** A baseline is compared with afterwards; the run itself then has no base. */
function requestOf(inputs: Inputs, { workspace, pullRequest }: Job): BenchRequest {
  const path = (name: string | null): string | null => (name === null ? null : resolve(workspace, name));
  const base = inputs.base ?? pullRequest?.baseSha ?? null;
  return {
    suite: resolve(workspace, inputs.suite),
    base: inputs.baseline === null ? base : null,
    replay: path(inputs.replay),
    record: path(inputs.record),
    maxUsd: inputs.maxUsd,
    server: inputs.server,
    failOnUndecided: inputs.failOnUndecided,
  };
}

async function baseOf({ base }: Run, { workspace }: Job): Promise<Baseline | null> {
  if (base === null) return null;
  const repository = await openRepository(workspace);
  const at = await commitTime(repository, base).catch(() => null);
  return { name: /^[0-9a-f]{40,}$/.test(base) ? base.slice(0, 7) : base, at };
}

/** A cassette is as old as its newest commit; one that is in no commit has no age that could be known. */
async function changedAt(file: string, { workspace }: Job): Promise<number | null> {
  try {
    const repository = await openRepository(workspace);
    return await lastChangedAt(repository, pathInRepository(repository, file, workspace));
  } catch {
    return null;
  }
}

function written(
  folder: string,
  texts: Readonly<Record<string, { readonly name: string; readonly text: string }>>,
): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  return Object.fromEntries(
    Object.entries(texts).map(([output, { name, text }]) => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return [output, file];
    }),
  );
}
