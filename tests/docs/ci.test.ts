import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { recorded } from "../../packages/cli/src/recorded-io.case.ts";
import { codeBlocks } from "./markdown-blocks.ts";

const ROOT = join(import.meta.dirname, "../..");
const PAGE = join(ROOT, "docs/ci.md");
const BLOCKS = codeBlocks(PAGE);

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const action: { inputs: object; outputs: object } = parse(
  readFileSync(join(ROOT, "packages/action/action.yml"), "utf8"),
);

function commandsIn(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?(?:npx )?promptprof (.+)$/gm)].map(([, command = ""]) => command);
}

test("every command of the page has the options that it is given", async () => {
  const commands = BLOCKS.flatMap(({ code }) => commandsIn(code));
  expect(commands.length).toBeGreaterThanOrEqual(5);
  for (const command of commands) {
    const [name = ""] = command.split(" ");
    const { code, stdout } = await recorded([name, "--help"]);
    expect({ name, code }).toEqual({ name, code: 0 });
    expect(stdout).toMatch(new RegExp(`^Usage: promptprof ${name} `));
    for (const [option] of command.matchAll(/--[\w-]+/g)) expect(stdout).toContain(`${option} `);
  }
});

test("every YAML of the page can be read, and gives the action what it has", () => {
  const yaml = BLOCKS.filter(({ language }) => language === "yaml");
  expect(yaml).toHaveLength(3);
  for (const { code } of yaml) {
    const value: unknown = parse(code);
    const steps: Step[] = Array.isArray(value) ? value : [];
    for (const { uses, with: given = {} } of steps)
      if (uses === "promptprof/action@v1")
        for (const name of Object.keys(given)) expect(Object.keys(action.inputs)).toContain(name);
    for (const [, output] of code.matchAll(/steps\.promptprof\.outputs\.([\w-]+)/g))
      expect(Object.keys(action.outputs)).toContain(output);
  }
});

test("the page names every input and every output, and no other", () => {
  const text = readFileSync(PAGE, "utf8");
  const [, table = ""] = /\n\| input .*\n((?:\|.*\n)+)/.exec(text) ?? [];
  const named = table.split("\n").flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([\w-]+)`/g)]);
  expect(new Set(named.map(([, name]) => name))).toEqual(new Set(Object.keys(action.inputs)));
  for (const output of Object.keys(action.outputs)) expect(text).toContain(`\`${output}\``);
});
