import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { callObservation, contextObservation } from "../journal/observation.case.ts";
import { StartError } from "../start-error.ts";
import { door } from "./door.ts";
import { openUserKey } from "./user-key.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-door-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a user becomes 16 hex digits of HMAC-SHA256 with the key of the folder, the same after a restart", async () => {
  const hash = (await openUserKey(folder))("ada@example.com");
  const key = Buffer.from(readFileSync(join(folder, "user.key"), "utf8").trim(), "hex");
  expect(hash).toBe(createHmac("sha256", key).update("ada@example.com").digest("hex").slice(0, 16));
  expect((await openUserKey(folder))("ada@example.com")).toBe(hash);
});

test("a key that was spoilt stops the start: other hashes would make other users", async () => {
  writeFileSync(join(folder, "user.key"), "abc\n");
  await expect(openUserKey(folder)).rejects.toThrow(StartError);
});

const admit = door({ hashUser: (user) => `hash of ${user}`, project: "shop", unnamedProject: "default" });

test("a call is kept as it is, but for the user and the project of those that name none", () => {
  const observation = callObservation(1, 1);
  expect(admit(observation)).toEqual({ ...observation, call: { ...observation.call, project: "shop" } });
  const named = { ...observation, call: { ...observation.call, project: "other", user: "ada" } };
  expect(admit(named)).toMatchObject({ call: { project: "other", user: "hash of ada", notes: [] } });
});

test("what calls inherit passes the same door", () => {
  const context = contextObservation(1, 1);
  const inherited = {
    ...context.inherited,
    user: "ada",
    prompt: "p".repeat(9_000),
    tags: ["t".repeat(9_000)],
  };
  expect(admit({ ...context, inherited })).toMatchObject({
    inherited: { user: "hash of ada", prompt: "p".repeat(512), tags: ["t".repeat(512)], session: "s" },
  });
});

test("texts and lists are bounded, and a call that was cut says so", () => {
  const observation = callObservation(1, 1);
  const [segment] = observation.call.segments;
  const spoilt = {
    ...observation.call,
    prompt: "p".repeat(9_000),
    tags: Array.from({ length: 1000 }, () => "t".repeat(9_000)),
    segments: Array.from({ length: 5000 }, () => ({ ...segment, path: "s".repeat(9_000) })),
    user: "u".repeat(9_000),
  };
  const admitted = admit({
    ...observation,
    call: { ...observation.call, ...spoilt, segments: observation.call.segments },
  });
  expect(admitted).toMatchObject({
    call: { prompt: "p".repeat(512), notes: ["text_cut"], user: `hash of ${spoilt.user}` },
  });
  expect(JSON.stringify(admitted).length).toBeLessThan(60_000);
});
