import type { TracerProvider } from "@opentelemetry/api";

/** All optional: without any, calls go to the promptprof of this machine. */
export interface ProfileOptions {
  /**
   * Where promptprof listens, without path. Default: `PROMPTPROF_ENDPOINT`, else `OTEL_EXPORTER_OTLP_ENDPOINT`,
   * else `http://127.0.0.1:4318`. Not used where the host has OpenTelemetry of its own. Keys for a server that
   * asks for them go into `OTEL_EXPORTER_OTLP_HEADERS`.
   */
  readonly endpoint?: string | undefined;
  /** Default: `PROMPTPROF_PROJECT`, else `default`. */
  readonly project?: string | undefined;
  /** Name of the program. Default: `OTEL_SERVICE_NAME`. */
  readonly service?: string | undefined;
  /** `production`, `staging` ... Default: `deployment.environment.name` in `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly environment?: string | undefined;
  readonly team?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /**
   * Ask OpenAI-compatible servers for token counts on streams, and hide what comes of it from code that did not
   * ask. A server that refuses is asked once. Default: true; false leaves streamed calls without tokens.
   */
  readonly includeUsage?: boolean | undefined;
  /**
   * What text of prompts and answers leaves the process, beside lengths and hashes. `none`: no text (default).
   * `static`: the text of templates, of system messages and of tool definitions. `full`: also what users wrote, and the answers.
   */
  readonly content?: Content | undefined;
  /**
   * Sees each text before it leaves, and gives what may leave in its place. If it throws, that text does not leave.
   *
   * @param path where the text is in the prompt, `system/examples`; `output` for an answer
   */
  readonly redact?: ((text: string, path: string) => string) | undefined;
  /** OpenTelemetry's provider to make spans with. Default: the global one if there is one, else our own. */
  readonly tracerProvider?: TracerProvider | undefined;
}

export type Content = "none" | "static" | "full";

/** Options with the environment read and defaults filled in. */
export interface Settings {
  readonly endpoint: string;
  /** Whole URLs, where OpenTelemetry's environment has them for one signal and the endpoint is not chosen. */
  readonly tracesUrl: string | null;
  readonly logsUrl: string | null;
  readonly project: string;
  readonly service: string | null;
  readonly environment: string | null;
  readonly team: string | null;
  readonly tags: readonly string[];
  readonly includeUsage: boolean;
  readonly tracerProvider: TracerProvider | null;
  readonly content: Content;
  readonly redact: ((text: string, path: string) => string) | null;
  readonly salt: string;
}

const DEFAULT_ENDPOINT = "http://127.0.0.1:4318";

/**
 * The salt that segments are hashed with is `PROMPTPROF_SALT`, else made from the project's name. The second keeps
 * texts of two projects apart, but somebody who knows the name can try texts against the hashes: set the first
 * where that matters, to the same value everywhere.
 */
export function settingsOf(options: ProfileOptions, environment: NodeJS.ProcessEnv): Settings {
  const chosen = options.endpoint ?? read(environment, "PROMPTPROF_ENDPOINT");
  const urlOf = (signal: string): string | null =>
    chosen === undefined ? (read(environment, `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`) ?? null) : null;
  const project = options.project ?? read(environment, "PROMPTPROF_PROJECT") ?? "default";
  return {
    endpoint: chosen ?? read(environment, "OTEL_EXPORTER_OTLP_ENDPOINT") ?? DEFAULT_ENDPOINT,
    tracesUrl: urlOf("TRACES"),
    logsUrl: urlOf("LOGS"),
    project,
    service: options.service ?? null,
    environment: options.environment ?? null,
    team: options.team ?? null,
    tags: options.tags ?? [],
    includeUsage: options.includeUsage ?? true,
    tracerProvider: options.tracerProvider ?? null,
    content: options.content ?? "none",
    redact: options.redact ?? null,
    salt: read(environment, "PROMPTPROF_SALT") ?? `promptprof:${project}`,
  };
}

/** An empty variable is an unset one, as OpenTelemetry has it. */
function read(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === "" ? undefined : value;
}
