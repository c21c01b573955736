import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { StartError } from "../start-error.ts";
import { CONFIG_DEFAULTS, configSchema } from "./config.ts";
import { readConfig } from "./read-config.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, "promptprof.yaml");
  writeFileSync(path, text);
  return path;
}

function mistakesOf(text: string, env: Record<string, string> = {}): string[] {
  try {
    readConfig(file(text), env);
  } catch (error) {
    if (error instanceof StartError) return error.message.replaceAll(`${folder}/`, "").split("\n");
    throw error;
  }
  return [];
}

test("without a file and without variables the defaults hold", () => {
  expect(readConfig(null, {})).toEqual(CONFIG_DEFAULTS);
  expect(readConfig(file(""), { PROMPTPROF_PROJECT: "" })).toEqual(CONFIG_DEFAULTS);
});

test("the environment beats the file, and the file the defaults", () => {
  const path = file("project: shop\nlimits:\n  bodyBytes: 2048\n  waitingCalls: 5000\n");
  const config = readConfig(path, {
    PROMPTPROF_LIMITS_BODY_BYTES: "4096",
    PROMPTPROF_ALLOW_UNAUTHENTICATED: "true",
    PROMPTPROF_ESTIMATE_TOKENS: "false",
  });
  expect(config).toEqual({
    ...CONFIG_DEFAULTS,
    project: "shop",
    allowUnauthenticated: true,
    estimateTokens: false,
    limits: { ...CONFIG_DEFAULTS.limits, bodyBytes: 4096, waitingCalls: 5000 },
  });
});

test("own prices are read with their dates as text", () => {
  const text = [
    "prices:",
    "  - model: stories260k",
    "    from: 2026-01-01",
    "    inputUsdPerMTok: 0.5",
    "    outputUsdPerMTok: 2",
  ];
  expect(readConfig(file(text.join("\n")), {}).prices).toEqual([
    { model: "stories260k", from: "2026-01-01", inputUsdPerMTok: 0.5, outputUsdPerMTok: 2 },
  ]);
  const env = { PROMPTPROF_PRICES: '[{"model": "m", "inputUsdPerMTok": 1, "outputUsdPerMTok": 2}]' };
  expect(readConfig(null, env).prices).toEqual([{ model: "m", inputUsdPerMTok: 1, outputUsdPerMTok: 2 }]);
});

test("a price has days, sound, steps and tiers, and a discount a percentage", () => {
  const text = [
    "prices:",
    "  - model: house-voice",
    "    provider: acme",
    "    from: 2026-01-01",
    "    to: 2026-07-01",
    "    inputUsdPerMTok: 0.5",
    "    outputUsdPerMTok: 2",
    "    inputAudioUsdPerMTok: 10",
    "    outputAudioUsdPerMTok: 20",
    "    steps: [{ above: 200000, inputUsdPerMTok: 1, outputUsdPerMTok: 3 }]",
    "    tiers: { batch: 0.5, ON_DEMAND: 1 }",
    "discounts:",
    "  - { provider: openai, model: gpt-5*, from: 2026-01-01, percent: 15 }",
    "  - { percent: 5, onOwnPrices: true }",
  ];
  const { prices, discounts } = readConfig(file(text.join("\n")), {});
  expect(prices[0]).toMatchObject({ to: "2026-07-01", tiers: { batch: 0.5, ON_DEMAND: 1 } });
  expect(prices[0]?.steps).toEqual([{ above: 200_000, inputUsdPerMTok: 1, outputUsdPerMTok: 3 }]);
  expect(discounts).toEqual([
    { provider: "openai", model: "gpt-5*", from: "2026-01-01", percent: 15 },
    { percent: 5, onOwnPrices: true },
  ]);
  const env = { PROMPTPROF_DISCOUNTS: '[{"percent": 10}]' };
  expect(readConfig(null, env).discounts).toEqual([{ percent: 10 }]);
});

test("what is wrong with a price or a discount is told at its line", () => {
  const text = [
    "prices:",
    "  - model: a",
    "    from: 2026-02-01",
    "    to: 2026-02-01",
    "    inputUsdPerMTok: 1",
    "    outputUsdPerMTok: 1",
    "    tiers: { batch: half, flex: -1 }",
    "  - { model: b, inputUsdPerMTok: 1, outputUsdPerMTok: 1, tiers: 0.5, steps: [{ above: 0 }] }",
    "discounts:",
    "  - percent: 150",
    "  - { percent: 10, from: 2026-03-01, to: 2026-02-01, models: x }",
  ];
  const env = { PROMPTPROF_DISCOUNTS: '[{"percent": 1, "from": "2026-02-02", "to": "2026-02-01"}]' };
  expect(mistakesOf(text.join("\n"), env)).toEqual([
    'promptprof.yaml:7: prices[0].tiers.batch: "half" is not a number from 0 to 100 (factor on the price, for example 0.5 for half of it)',
    "promptprof.yaml:7: prices[0].tiers.flex: -1 is not a number from 0 to 100 (factor on the price, for example 0.5 for half of it)",
    "promptprof.yaml:8: prices[1].steps[0]: inputUsdPerMTok is missing: a number from 0 to 1000000 (US dollars per million tokens of input)",
    "promptprof.yaml:8: prices[1].steps[0]: outputUsdPerMTok is missing: a number from 0 to 1000000 (US dollars per million tokens of output)",
    "promptprof.yaml:8: prices[1].steps[0].above: 0 is not a whole number from 1 to 1000000000 (input tokens; a call with more of them pays this step for all of its tokens)",
    "promptprof.yaml:8: prices[1].tiers: 0.5 is not a mapping of factors by service tier, for example { batch: 0.5 }",
    "promptprof.yaml:10: discounts[0].percent: 150 is not a number from 0 to 100 (per cent off the price of every token)",
    "promptprof.yaml:11: discounts[1].models: unknown key; did you mean model?",
    'promptprof.yaml:4: prices[0].to: "2026-02-01" is not after from, "2026-02-01": the first day it no longer holds',
    'promptprof.yaml:11: discounts[1].to: "2026-02-01" is not after from, "2026-03-01": the first day it no longer holds',
    'PROMPTPROF_DISCOUNTS: discounts[0].to: "2026-02-01" is not after from, "2026-02-02": the first day it no longer holds',
  ]);
});

test("all mistakes are reported at once, each with file, line, path and what would be right", () => {
  const text = [
    "listen: 4318",
    "projct: shop",
    "storeUrl: localhost",
    "limits:",
    "  bodyBytes: 64 MiB",
    "  waitingCals: 5",
    "prices:",
    "  - model: a",
    "    inputUsdPerMTok: -1",
    "  - model: ''",
    "    from: 2026-02-30",
    "    inputUsdPerMTok: 1",
    "    outputUsdPerMTok: .nan",
  ];
  expect(mistakesOf(text.join("\n"), { PROMPTPROF_SETTLE_QUIET_MS: "soon" })).toEqual([
    "promptprof.yaml:2: projct: unknown key; did you mean project?",
    "promptprof.yaml:1: listen: 4318 is not a fitting text (HOST:PORT to listen on, for example 127.0.0.1:4318 or [::1]:4318)",
    'promptprof.yaml:3: storeUrl: "localhost" is not a fitting text (URL of a ClickHouse server; absent = the embedded engine)',
    "promptprof.yaml:6: limits.waitingCals: unknown key; did you mean waitingCalls?",
    'promptprof.yaml:5: limits.bodyBytes: "64 MiB" is not a whole number from 1024 to 1073741824 (bytes of one request body, before and after decompression; more is answered 413)',
    "promptprof.yaml:8: prices[0]: outputUsdPerMTok is missing: a number from 0 to 1000000 (US dollars per million tokens of output)",
    "promptprof.yaml:9: prices[0].inputUsdPerMTok: -1 is not a number from 0 to 1000000 (US dollars per million tokens of input)",
    'promptprof.yaml:10: prices[1].model: "" is not a fitting text (the model\'s name as calls carry it; * stands for any text)',
    'promptprof.yaml:11: prices[1].from: "2026-02-30" is not a fitting text (first day the price holds (UTC), for example 2026-11-24)',
    "promptprof.yaml:13: prices[1].outputUsdPerMTok: NaN is not a number from 0 to 1000000 (US dollars per million tokens of output)",
    'PROMPTPROF_SETTLE_QUIET_MS: settle.quietMs: "soon" is not a whole number from 0 to 3600000 (milliseconds without news after which a trace whose spans are all there becomes calls)',
  ]);
});

test("a file that is no YAML says where", () => {
  expect(mistakesOf("project: shop\nlimits: {bodyBytes: 1\nprices: ]")[0]).toMatch(/^promptprof\.yaml:\d+: /);
  expect(mistakesOf("project: a\nproject: b")).toEqual(["promptprof.yaml:2: Map keys must be unique"]);
  expect(mistakesOf("- a list")).toEqual([
    expect.stringMatching(/^promptprof\.yaml:1: \["a list"\] is not a mapping of listen, /),
  ]);
  expect(mistakesOf("just text")).toEqual([
    expect.stringMatching(/^promptprof\.yaml:1: "just text" is not a mapping/),
  ]);
  expect(mistakesOf("limits: 3\nprices: cheap")).toHaveLength(2);
  const bomb = [
    "a: &a [x, x, x, x, x, x, x, x, x, x]",
    ..."bcdefgh"
      .split("")
      .map(
        (key, i) => `${key}: &${key} [${Array.from({ length: 10 }, () => `*${"abcdefgh"[i]}`).join(", ")}]`,
      ),
  ];
  expect(mistakesOf(bomb.join("\n"))[0]).toMatch(/^promptprof\.yaml:1: /);
});

test("a file that is not there is one line", () => {
  expect(() => readConfig(join(folder, "nix.yaml"), {})).toThrow(
    /nix\.yaml: the configuration cannot be read .*check --config$/,
  );
});

test("the JSON schema names every key with its meaning and its default", () => {
  expect(configSchema()).toMatchObject({
    title: "promptprof.yaml",
    type: "object",
    additionalProperties: false,
    properties: {
      listen: { type: "string", default: "127.0.0.1:4318" },
      limits: { properties: { bodyBytes: { type: "integer", default: 67_108_864 } } },
    },
  });
});

test("upstreams of the proxy come from the file and from variables of their own, which win", () => {
  const text = [
    "proxy:",
    "  upstreams:",
    "    my_vllm: { url: http://127.0.0.1:8000/v1, provider: vllm, shape: openai-chat, includeUsage: true }",
    "    openai: { includeUsage: true }",
    "  rules:",
    "    - match: { upstream: openai, model: gpt-*, system: You sum up, header: { x-app: shop } }",
    "      prompt: summarise",
    "      version: v2",
  ];
  const { proxy } = readConfig(file(text.join("\n")), {
    PROMPTPROF_UPSTREAM_MY_VLLM: "http://10.0.0.1:8000",
    PROMPTPROF_UPSTREAM_LM_STUDIO: "http://127.0.0.1:1234",
    PROMPTPROF_UPSTREAM_OPENAI: "",
  });
  expect(proxy.upstreams).toEqual({
    my_vllm: { url: "http://10.0.0.1:8000", provider: "vllm", shape: "openai-chat", includeUsage: true },
    openai: { includeUsage: true },
    "lm-studio": { url: "http://127.0.0.1:1234" },
  });
  expect(proxy.rules).toHaveLength(1);
});

test("what is wrong with the proxy is told at its line", () => {
  const text = [
    "proxy:",
    "  upstreams:",
    "    a b: { url: http://x }",
    "    gateway: { provider: openai }",
    "    leaky: { url: 'https://user:secret@host' }",
    "    odd: { url: ftp://x, shape: openai }",
    "  rules:",
    "    - { match: {}, prompt: p }",
    "    - { match: { modell: x } }",
  ];
  expect(mistakesOf(text.join("\n"), { PROMPTPROF_UPSTREAM_X: "x" })).toEqual([
    expect.stringMatching(
      /^promptprof\.yaml:6: proxy\.upstreams\.odd\.url: "ftp:\/\/x" is not a fitting text/,
    ),
    expect.stringMatching(
      /^promptprof\.yaml:6: proxy\.upstreams\.odd\.shape: "openai" is not one of openai-chat, /,
    ),
    "promptprof.yaml:9: proxy.rules[1]: prompt is missing: a fitting text (prompt that such calls belong to)",
    expect.stringMatching(
      /^promptprof\.yaml:9: proxy\.rules\[1\]\.match\.modell: unknown key; did you mean model\?/,
    ),
    "promptprof.yaml:3: proxy.upstreams.a b: not a name that fits into a path; use letters, digits, -, _ and .",
    "promptprof.yaml:4: proxy.upstreams.gateway: url is missing: where the requests go, for example http://127.0.0.1:8000",
    "promptprof.yaml:5: proxy.upstreams.leaky.url: may hold no user, query or fragment; keys come with the requests and are never stored",
    "promptprof.yaml:8: proxy.rules[0].match: matches every call; give upstream, path, model, system or header",
    expect.stringMatching(/^PROMPTPROF_UPSTREAM_X: proxy\.upstreams\.x\.url: "x" is not a fitting text/),
  ]);
});

test("a store may be named with its mode, by the file or the environment, and by its first name", () => {
  const env = {
    PROMPTPROF_STORE_URL: "http://ch:8123/prompts",
    PROMPTPROF_STORE_MODE: "cluster",
    PROMPTPROF_STORE_CLUSTER: "main",
  };
  expect(readConfig(null, env)).toMatchObject({
    storeUrl: "http://ch:8123/prompts",
    store: { mode: "cluster", cluster: "main" },
  });
  expect(readConfig(null, {})).toMatchObject({ storeUrl: null, store: { mode: null, cluster: null } });
  expect(() => readConfig(null, { PROMPTPROF_STORE_MODE: "sharded" })).toThrow(
    /PROMPTPROF_STORE_MODE: store\.mode: .*plain, replicated, cluster, cloud/,
  );
});
