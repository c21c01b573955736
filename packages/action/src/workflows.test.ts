import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readInputs } from "./inputs.ts";

const PACKAGE = join(import.meta.dirname, "..");
const USES = "promptprof/action@v1";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly "timeout-minutes": number; readonly steps: readonly Step[] }>
  >;
}

const action: Action = parse(readFileSync(join(PACKAGE, "action.yml"), "utf8"));
const FILES = readdirSync(join(PACKAGE, "workflows")).map((name) => join(PACKAGE, "workflows", name));

test("the action's inputs are those that are read, with the same defaults", () => {
  const asked = new Set<string>();
  const environment = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        asked.add(
          String(name)
            .replace(/^INPUT_/, "")
            .toLowerCase(),
        );
        return undefined;
      },
    },
  );
  const defaults: Readonly<Record<string, unknown>> = { ...readInputs(environment) };
  expect(Object.keys(action.inputs).toSorted()).toEqual([...asked].toSorted());
  for (const [name, input] of Object.entries(action.inputs)) {
    if (input.default === undefined || name === "token") continue;
    const field = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(`${name}: ${String(defaults[field])}`).toBe(`${name}: ${input.default}`);
  }
});

describe.each(FILES)("%s", (file) => {
  const text = readFileSync(file, "utf8");
  const workflow: Workflow = parse(text);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test("gives the action inputs that it has, and reads outputs that it has", () => {
    const ours = steps.filter(({ uses }) => uses === USES);
    expect(ours).toHaveLength(1);
    for (const { with: given = {} } of ours)
      for (const name of Object.keys(given)) expect(Object.keys(action.inputs)).toContain(name);
    const read = [...text.matchAll(/steps\.promptprof\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(0);
    for (const name of read) expect(Object.keys(action.outputs)).toContain(name);
  });

  test("has a name for what it reads, an end in time, and no right that it does not need", () => {
    expect(steps.filter(({ id }) => id === "promptprof")).toHaveLength(1);
    expect(Object.values(workflow.jobs).every((job) => job["timeout-minutes"] <= 60)).toBe(true);
    const rights = "pull_request" in workflow.on ? { "pull-requests": "write" } : {};
    expect(workflow.permissions).toEqual({ contents: "read", ...rights });
  });
});
