import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PromptsAnswer } from "@promptprof/server/contract";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../doctor/finding.ts";
import { recorded, recordingIo, type Recording } from "../recorded-io.case.ts";
import { run } from "../run.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "promptprof-serve-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: { io: Recording; code: Promise<number> }[] = [];
afterEach(async () => {
  for (const { io, code } of running.splice(0)) {
    io.stop();
    await code;
  }
});

/** Starts a serving command and answers its URL once it says that it is ready. */
async function started(...argv: string[]): Promise<{ url: string; io: Recording; code: Promise<number> }> {
  const io = recordingIo();
  const code = run([...argv, "--listen", "127.0.0.1:0"], io);
  running.push({ io, code });
  await Promise.race([io.written("\n"), code]);
  const [, url = ""] = /^promptprof ready on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(io.stdout()) ?? [];
  if (url === "") throw new Error(`not ready: ${io.stdout()}${io.stderr()}`);
  return { url, io, code };
}

describe("serve", () => {
  test("says that it is ready in one line on stdout, where to look on stderr, and stops with exit code 0", async () => {
    const { url, io, code } = await started("serve", "--data", join(folder, "ready"));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    io.stop();
    expect(await code).toBe(0);
    expect(io.stdout()).toBe(`promptprof ready on ${url}\n`);
    expect(io.stderr()).toContain(`OTEL_EXPORTER_OTLP_ENDPOINT=${url}\n`);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
  });

  test("on a data folder that another server holds is one line and exit code 2", async () => {
    const data = join(folder, "held");
    await started("serve", "--data", data);
    const second = await recorded(["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    expect({ code: second.code, stdout: second.stdout }).toEqual({ code: 2, stdout: "" });
    expect(second.stderr).toMatch(/^promptprof: [^\n]*held[^\n]*\n$/);
  });

  test("on a port that is taken is told in one line, with exit code 2", async () => {
    const other = await otherServer();
    try {
      const argv = ["serve", "--data", join(folder, "port"), "--listen", new URL(other.url).host];
      const { code, stdout, stderr } = await recorded(argv);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^promptprof: listen: 127\.0\.0\.1:\d+ is in use; [^\n]+\n$/);
    } finally {
      other.close();
    }
  });

  test("with a broken config tells every mistake in a line of its own, with exit code 2", async () => {
    const config = join(folder, "promptprof.yaml");
    writeFileSync(config, "lisen: 127.0.0.1:1\nlimits: { bodyBytes: none }\n");
    const { code, stderr } = await recorded(["serve", "--config", config]);
    expect(code).toBe(2);
    expect(stderr.match(/^promptprof: .*promptprof\.yaml:[12]: /gm)).toHaveLength(2);
  });
});

describe("demo", () => {
  test("fills the first page with a week of calls and goes on live", async () => {
    const { url, io, code } = await started("demo", "--data", join(folder, "demo"));
    await until(() => io.stderr().includes("now live"));
    await fetch(`${url}/api/v1/flush`, { method: "POST" });
    const answer = await prompting(url);
    expect(answer.prompts.map((row) => row.prompt ?? row.model ?? "").toSorted(byName)).toEqual([
      "answer-from-docs",
      "draft-reply",
      "extract-invoice",
      "gpt-4o-mini",
      "route-intent",
      "summarize-conversation",
      "support-triage",
    ]);
    expect(callsOf(answer)).toBeGreaterThan(30_000);
    await until(async () => callsOf(await prompting(url)) > callsOf(answer));
    io.stop();
    expect(await code).toBe(0);
  }, 240_000);

  test("goes on where an earlier demo on the same data stopped, and doctor tells what is to be added", async () => {
    const { url, io } = await started("serve", "--demo", "--data", join(folder, "demo"));
    await until(() => io.stderr().includes("now live"));
    const [, calls = ""] = /demo: ([\d,]+) calls/.exec(io.stderr()) ?? [];
    expect(Number(calls.replaceAll(",", ""))).toBeLessThan(1000);
    const { code, stdout, stderr } = await recorded(["doctor", "--server", url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`promptprof answers at ${url}`);
    expect(stdout).toMatch(/! {2}prices {3}[\d,]+ calls have no price: no price list knows their model/);
    expect(stdout).toContain('- model: "house-router-3b" #');
  }, 240_000);

  test("leaves nothing behind when no folder is named, however early it is stopped", async () => {
    const before = demoFolders();
    const { io, code } = await started("demo");
    expect(demoFolders()).toHaveLength(before.length + 1);
    io.stop();
    expect(await code).toBe(0);
    expect(demoFolders()).toEqual(before);
  });
});

describe("doctor", () => {
  test("tells when something else listens there, as JSON too, with exit code 1", async () => {
    const other = await otherServer();
    try {
      // A folder that is not there: whoever has tried promptprof out has a `.promptprof` here already.
      const argv = ["doctor", "--json", "--server", other.url, "--data", join(folder, "none")];
      const { code, stdout, stderr } = await recorded(argv);
      expect({ code, stderr }).toEqual({ code: 1, stderr: "promptprof: not in order: server\n" });
      const { findings } = JSON.parse(stdout) as { findings: Finding[] };
      expect(findings.find(({ check }) => check === "server")).toMatchObject({
        status: "failure",
        message: `something else than promptprof listens at ${other.url}`,
      });
    } finally {
      other.close();
    }
  });
});

describe("top on a running server", () => {
  test("redraws on the other screen until q, and leaves the terminal as it was", async () => {
    const { url } = await started("serve", "--data", join(folder, "watched"));
    const io = recordingIo({ terminal: { interactive: true } });
    const code = run(["top", "--watch", "--server", url], io);
    await io.written("ledger received 0");
    io.press("q");
    expect(await code).toBe(0);
    expect(io.stdout().startsWith("\u001B[?1049h\u001B[?25l\u001B[H")).toBe(true);
    expect(io.stdout().endsWith("\u001B[?25h\u001B[?1049l")).toBe(true);
  });
});

/** A program that is not promptprof, on a free port. */
async function otherServer(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => response.end("hello"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

async function prompting(url: string): Promise<PromptsAnswer> {
  return (await (await fetch(`${url}/api/v1/prompts?project=demo&from=0`)).json()) as PromptsAnswer;
}

function callsOf({ prompts }: PromptsAnswer): number {
  return prompts.reduce((sum, row) => sum + row.calls, 0);
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function demoFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("promptprof-demo-"));
}

/** Asks again until it is so; the test's own time limit ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
