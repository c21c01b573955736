import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { fieldsOf, isJson, isRecord } from "../json/json.ts";
import { functionProvider, type FunctionCall } from "../providers/function-provider.ts";
import type { JsonValue, Message } from "../providers/provider.ts";
import { providerOfEntry, type ProviderWorld } from "../providers/provider-of-entry.ts";
import type { SuiteProvider } from "../suite/suite.ts";
import { runExpression } from "./run-expression.ts";
import { fillInAll } from "./template.ts";

/** What promptfoo calls a provider; null for one that promptprof does not have. */
export function providerOfPromptfoo(given: unknown, world: ProviderWorld): SuiteProvider | null {
  const stated = statedOf(given);
  if (stated === null) return null;
  const id = stated.label ?? stated.id;
  const call = callOf(stated, world.directory);
  if (call !== null) return { provider: functionProvider(id, null, call), model: stated.id, parameters: {} };
  return httpOf(stated, id, world);
}

interface Stated {
  readonly id: string;
  readonly label: string | null;
  readonly config: Readonly<Record<string, unknown>>;
}

/** `openai:gpt-5`, `{ id, label, config }`, or `{ "openai:gpt-5": { config } }`. */
function statedOf(given: unknown): Stated | null {
  if (typeof given === "string") return { id: given, label: null, config: {} };
  if (!isRecord(given)) return null;
  const [first] = Object.entries(given);
  const { id, label, config } =
    typeof given["id"] === "string" ? given : { id: first?.[0], ...fieldsOf(first?.[1]) };
  if (typeof id !== "string") return null;
  return { id, label: typeof label === "string" ? label : null, config: fieldsOf(config) };
}

const TYPES = { openai: "openai", anthropic: "anthropic", google: "gemini", ollama: "ollama" } as const;
/** Words between provider and model that only say which of its APIs: the chat one is ours. */
const CHAT = /^(?:chat|messages):/;
/** Of `config`, what is no parameter of the request. */
const NOT_SENT: ReadonlySet<string> = new Set(["apiKey", "apiKeyEnvar", "apiBaseUrl", "apiHost", "cost"]);

function httpOf({ id: whole, config }: Stated, id: string, world: ProviderWorld): SuiteProvider | null {
  const [, name = "", model = ""] = /^(\w+):(.+)$/.exec(whole) ?? [];
  if (!isType(name)) return null;
  const parameters = Object.entries(config).filter(
    (entry): entry is [string, JsonValue] => !NOT_SENT.has(entry[0]) && isJson(entry[1]),
  );
  const { apiBaseUrl, apiKeyEnvar } = config;
  return providerOfEntry(
    {
      id,
      type: TYPES[name],
      model: model.replace(CHAT, ""),
      provider: name,
      parameters: Object.fromEntries(parameters),
      ...(typeof apiBaseUrl === "string" ? { url: apiBaseUrl } : {}),
      ...(typeof apiKeyEnvar === "string" ? { key: apiKeyEnvar } : {}),
    },
    world,
  );
}

function isType(name: string): name is keyof typeof TYPES {
  return Object.hasOwn(TYPES, name);
}

function callOf({ id, config }: Stated, directory: string): FunctionCall | null {
  if (id === "echo") return ({ messages }) => promptText(messages);
  if (id.startsWith("exec:")) return commandCall(id.slice("exec:".length).trim(), directory);
  if (id.startsWith("file://") && /\.[cm]?js$/.test(id))
    return moduleCall(id.slice("file://".length), config, directory);
  const url = /^https?:\/\//.test(id) ? id : config["url"];
  const isHttp = /^https?(?::\/\/|$)/.test(id);
  return isHttp && typeof url === "string" ? urlCall(url, config) : null;
}

/** As promptfoo hands a prompt to code: a text, or a chat as JSON. */
export function promptText(messages: readonly Message[]): string {
  const [first, ...others] = messages;
  return others.length === 0 ? (first?.content ?? "") : JSON.stringify(messages);
}

const run = promisify(execFile);

/** The prompt is the command's last argument. No shell: what a model or a dataset says is never a command. */
function commandCall(command: string, directory: string): FunctionCall {
  const [program = "", ...args] =
    command.match(/"[^"]*"|'[^']*'|\S+/g)?.map((word) => word.replace(/^(["'])(.*)\1$/, "$2")) ?? [];
  return async ({ messages }, signal) => {
    const { stdout } = await run(program, [...args, promptText(messages)], { cwd: directory, signal });
    return stdout.trimEnd();
  };
}

/** A class with `callApi`, or a function: loaded at the first call. */
function moduleCall(path: string, config: Stated["config"], directory: string): FunctionCall {
  return async ({ messages }) => {
    const module: Readonly<Record<string, unknown>> = await import(
      pathToFileURL(resolve(directory, path)).href
    );
    const answer: unknown = await callModule(
      module["default"] ?? module["callApi"],
      promptText(messages),
      config,
      path,
    );
    const output = isRecord(answer) ? answer["output"] : answer;
    if (isRecord(answer) && typeof answer["error"] === "string") throw new Error(answer["error"]);
    return typeof output === "string" ? output : JSON.stringify(output);
  };
}

function callModule(exported: unknown, prompt: string, config: Stated["config"], path: string): unknown {
  if (typeof exported !== "function") throw new Error(`${path} exports no provider`);
  const { prototype }: { prototype?: unknown } = exported;
  if (!isRecord(prototype) || typeof prototype["callApi"] !== "function")
    return Reflect.apply(exported, undefined, [prompt, { config }]);
  const made: unknown = Reflect.construct(exported, [{ config }]);
  return Reflect.apply(prototype["callApi"], made, [prompt, { vars: {} }]);
}

function urlCall(url: string, config: Stated["config"]): FunctionCall {
  return async ({ messages }, signal) => {
    const prompt = promptText(messages);
    const body: JsonValue = isJson(config["body"]) ? fillInAll(config["body"], { prompt }) : { prompt };
    const method = typeof config["method"] === "string" ? config["method"] : "POST";
    const headers = Object.entries(fieldsOf(config["headers"])).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const response = await fetch(url, {
      method,
      headers: [["content-type", "application/json"], ...headers],
      ...(method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      signal,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return outputIn(text, config["transformResponse"] ?? config["responseParser"]);
  };
}

function outputIn(text: string, transform: unknown): string {
  if (typeof transform !== "string") return text;
  const output = runExpression(transform, { text, json: JSON.parse(text) });
  return typeof output === "string" ? output : JSON.stringify(output);
}
