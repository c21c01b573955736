import { expect, test } from "vitest";
import { startGitHub, type GitHub } from "./github.case.ts";
import { RestApi } from "./rest-api.ts";
import { commentOnce, type Commented } from "./sticky-comment.ts";

async function comment(
  github: GitHub,
  markdown: string,
  given: { token?: string; key?: string; waits?: number[]; now?: () => number } = {},
): Promise<Commented> {
  const { token = github.writer, key = "default", waits = [], now = Date.now } = given;
  const sleep = async (ms: number) => waits.push(ms);
  const api = new RestApi({ apiUrl: github.url, token, sleep, now });
  return commentOnce(api, { repository: "o/r", pullRequest: 7, key, markdown });
}

function talk(github: GitHub, count: number): void {
  for (let i = 0; i < count; i += 1)
    github.comments.push({ id: i, body: `> <!-- promptprof:default -->\nI disagree (${i})`, html_url: "" });
}

test("there is one comment however often the job runs, found behind three pages of talk", async () => {
  const github = await startGitHub();
  talk(github, 250);
  expect(await comment(github, "first")).toEqual({
    kind: "created",
    url: "https://github.example/o/r/pull/7#issuecomment-1250",
  });
  expect(await comment(github, "second")).toMatchObject({ kind: "updated" });
  expect(github.comments).toHaveLength(251);
  expect(github.comments.at(-1)?.body).toBe("<!-- promptprof:default -->\nsecond");
  expect(github.requests.filter((line) => line.startsWith("GET"))).toHaveLength(6);
});

test("two suites have a comment each", async () => {
  const github = await startGitHub();
  await comment(github, "a", { key: "triage" });
  await comment(github, "b", { key: "triage-2" });
  await comment(github, "c", { key: "triage" });
  expect(github.comments.map(({ body }) => body)).toEqual([
    "<!-- promptprof:triage -->\nc",
    "<!-- promptprof:triage-2 -->\nb",
  ]);
});

test("a fork's token may not write: that is an answer and no failure", async () => {
  const github = await startGitHub();
  expect(await comment(github, "first", { token: "reads" })).toEqual({
    kind: "refused",
    reason: "Resource not accessible by integration",
  });
});

test("a secondary rate limit is waited for as long as GitHub asks, then the comment is written", async () => {
  const github = await startGitHub();
  const secondary = "You have exceeded a secondary rate limit";
  github.refusals.push(
    { status: 403, message: secondary, headers: { "retry-after": "7" } },
    { status: 429, message: secondary, headers: { "retry-after": "3" } },
    { status: 403, message: secondary },
    {
      status: 403,
      message: "API rate limit exceeded",
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1020" },
    },
  );
  const waits: number[] = [];
  expect(await comment(github, "first", { waits, now: () => 1_000_000 })).toMatchObject({ kind: "created" });
  expect(waits).toEqual([7_000, 3_000, 60_000, 20_000]);
});

test("a limit that ends after the job's patience, and a server that stays down, are failures", async () => {
  const github = await startGitHub();
  github.refusals.push({ status: 429, message: "slow down", headers: { "retry-after": "3600" } });
  const waits: number[] = [];
  expect(await comment(github, "first", { waits })).toEqual({
    kind: "failed",
    reason: "GitHub answered 429: slow down; it asks to wait longer than this job does",
  });
  expect(waits).toEqual([]);
  github.refusals.push(...Array.from({ length: 5 }, () => ({ status: 502, message: "Bad Gateway" })));
  expect(await comment(github, "first", { waits })).toEqual({
    kind: "failed",
    reason: "GitHub answered 502: Bad Gateway",
  });
});

test("a comment that was deleted in between is written anew, and one too long is cut", async () => {
  const github = await startGitHub();
  await comment(github, "first");
  const api = new RestApi({ apiUrl: github.url, token: github.writer, sleep: async () => undefined });
  const request = api.request.bind(api);
  api.request = async (method, path, body) => {
    if (method === "PATCH") github.comments.length = 0;
    return request(method, path, body);
  };
  const long = { repository: "o/r", pullRequest: 7, key: "default", markdown: "𝒜".repeat(40_000) };
  expect(await commentOnce(api, long)).toMatchObject({ kind: "created" });
  expect(github.comments[0]?.body).toMatch(/𝒜\n\n\(cut: the job's summary has the rest\)$/);
});

test("the token goes to no other server, whatever a Link header says", async () => {
  const [github, other] = [await startGitHub(), await startGitHub()];
  github.refusals.push({
    status: 200,
    message: "",
    headers: { link: `<${other.url}/repos/o/r/issues/7/comments?page=2>; rel="next"` },
  });
  expect(await comment(github, "first")).toMatchObject({ kind: "created" });
  expect(other.requests).toEqual([]);
});
