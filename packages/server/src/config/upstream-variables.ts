import { isRecord } from "../schema/check-value.ts";
import { BUILT_IN_UPSTREAMS } from "./built-in-upstreams.ts";
import type { EnvironmentValue } from "./environment.ts";
import { UpstreamUrl } from "./proxy-schema.ts";

const PREFIX = "PROMPTPROF_UPSTREAM_";

/**
 * Upstreams that the environment adds or moves: `PROMPTPROF_UPSTREAM_MY_VLLM` is the URL of the upstream that the file
 * calls `my_vllm`, `my.vllm` or `my-vllm`, and of `my-vllm` where it names none. An empty variable counts as not set.
 */
export function upstreamVariables(
  env: Readonly<Record<string, string | undefined>>,
  file: unknown,
): EnvironmentValue[] {
  const names = [...Object.keys(BUILT_IN_UPSTREAMS), ...namesIn(file)];
  return Object.entries(env).flatMap(([variable, value]) => {
    if (!variable.startsWith(PREFIX) || value === undefined || value === "") return [];
    const word = variable.slice(PREFIX.length);
    if (word === "") return [];
    const name = names.find((known) => wordOf(known) === word) ?? word.toLowerCase().replaceAll("_", "-");
    return [{ path: ["proxy", "upstreams", name, "url"], schema: UpstreamUrl, variable, value }];
  });
}

function namesIn(file: unknown): string[] {
  const proxy = isRecord(file) ? file["proxy"] : null;
  const upstreams = isRecord(proxy) ? proxy["upstreams"] : null;
  return isRecord(upstreams) ? Object.keys(upstreams) : [];
}

function wordOf(name: string): string {
  return name.toUpperCase().replaceAll(/[-.]/g, "_");
}
