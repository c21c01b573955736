import { Value } from "typebox/value";
import assert from "node:assert/strict";
import { StartError } from "../start-error.ts";
import { checkValue, isRecord, type Mistake, type Path } from "../schema/check-value.ts";
import { CONFIG_DEFAULTS, ConfigFile, type Config } from "./config.ts";
import { readConfigSource, type ConfigSource } from "./config-source.ts";
import { dayRangeMistakes } from "./day-ranges.ts";
import { readEnvironment, type EnvironmentValue } from "./environment.ts";
import { proxyMistakes } from "./proxy-mistakes.ts";
import { retentionMistakes, retentionOf } from "./retention.ts";
import { upstreamVariables } from "./upstream-variables.ts";

/**
 * The configuration in force: the environment beats the file, the file beats the defaults.
 *
 * @param file null = no file
 * @throws StartError with every mistake of file and environment, one a line: `FILE:LINE: path: what, what would be right`
 */
export function readConfig(file: string | null, env: Readonly<Record<string, string | undefined>>): Config {
  const source: ConfigSource = file === null ? { value: {}, placeOf: () => "" } : readConfigSource(file);
  const upstreams = upstreamVariables(env, source.value);
  const overlay = [...readEnvironment(ConfigFile, env), ...upstreams];
  const mistakes = [
    ...mistakesOfFile(source, upstreams),
    ...overlay.flatMap((variable) => mistakesOfVariable(variable)),
  ];
  const merged = overlay.reduce((value, { path, value: set }) => withValue(value, path, set), source.value);
  mistakes.push(...mistakesOfMerged(merged, source, overlay));
  if (mistakes.length > 0) throw new StartError(mistakes.join("\n"));
  assert(Value.Check(ConfigFile, merged), "checkValue let through what the schema refuses");
  return complete(merged);
}

function mistakesOfFile(source: ConfigSource, upstreams: readonly EnvironmentValue[]): string[] {
  const urlsSet = upstreams.map(({ path }) => String(path[2]));
  return [
    ...checkValue(ConfigFile, source.value),
    ...rangesOf(source.value),
    ...proxyMistakes(source.value, urlsSet),
  ].map((mistake) => `${source.placeOf(mistake)}: ${named(mistake.path)}${mistake.text}`);
}

/** What only shows when file, environment and defaults are together; named by the variable that set it, else by the line. */
function mistakesOfMerged(
  merged: unknown,
  source: ConfigSource,
  overlay: readonly EnvironmentValue[],
): string[] {
  const retention = isRecord(merged) ? merged["retention"] : null;
  return retentionMistakes(retention).map((mistake) => {
    const variable = overlay.find(({ path }) => path.join() === mistake.path.join())?.variable;
    return `${variable ?? source.placeOf(mistake)}: ${named(mistake.path)}${mistake.text}`;
  });
}

function mistakesOfVariable({ schema, value, path, variable }: EnvironmentValue): string[] {
  return [...checkValue(schema, value, path), ...dayRangeMistakes(value, path)].map(
    (mistake) => `${variable}: ${named(mistake.path)}${mistake.text}`,
  );
}

function rangesOf(file: unknown): Mistake[] {
  if (!isRecord(file)) return [];
  return ["prices", "discounts"].flatMap((key) => dayRangeMistakes(file[key], [key]));
}

/** `prices[1].model: ` */
function named(path: Path): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  return path.length === 0 ? "" : `${steps.join("").replace(/^\./, "")}: `;
}

function withValue(value: unknown, path: Path, set: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return set;
  const parent = isRecord(value) ? value : {};
  return { ...parent, [key]: withValue(parent[key], rest, set) };
}

function complete(file: ConfigFile): Config {
  return {
    ...CONFIG_DEFAULTS,
    ...file,
    storeUrl: file.store?.url ?? file.storeUrl ?? null,
    store: { mode: file.store?.mode ?? null, cluster: file.store?.cluster ?? null },
    limits: { ...CONFIG_DEFAULTS.limits, ...file.limits },
    settle: { ...CONFIG_DEFAULTS.settle, ...file.settle },
    proxy: { ...CONFIG_DEFAULTS.proxy, ...file.proxy },
    retention: file.retention === undefined ? null : retentionOf(file.retention),
  };
}
