import type { Settings } from "../profile-options.ts";
import { SCOPE } from "../scope.ts";

/** Where OTLP goes and how, from the options and OpenTelemetry's environment variables. */
export interface OtlpTarget {
  readonly tracesUrl: string;
  readonly logsUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly gzip: boolean;
  /** For one request. */
  readonly timeoutMs: number;
  readonly resource: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 10_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** OpenTelemetry specification, "OTLP Exporter" and "SDK environment variables"; the names for traces come first. */
export function otlpTarget(settings: Settings, environment: Environment): OtlpTarget {
  const read = (name: string): string | undefined =>
    environment[`OTEL_EXPORTER_OTLP_TRACES_${name}`] || environment[`OTEL_EXPORTER_OTLP_${name}`];
  const base = settings.endpoint.replace(/\/+$/, "");
  const timeoutMs = Number(read("TIMEOUT"));
  return {
    tracesUrl: settings.tracesUrl ?? `${base}/v1/traces`,
    logsUrl: settings.logsUrl ?? `${base}/v1/logs`,
    headers: pairs(read("HEADERS")),
    gzip: read("COMPRESSION") === "gzip",
    timeoutMs: timeoutMs > 0 ? timeoutMs : TIMEOUT_MS,
    resource: resourceOf(settings, environment),
  };
}

/** A program without a name gets OpenTelemetry's word for one, without the path of its executable. */
function resourceOf(
  { service, environment: stage }: Settings,
  environment: Environment,
): Record<string, string> {
  const named = environment["OTEL_SERVICE_NAME"];
  return {
    "telemetry.sdk.language": "nodejs",
    "telemetry.sdk.name": SCOPE.name,
    "telemetry.sdk.version": SCOPE.version,
    "service.name": "unknown_service:node",
    ...pairs(environment["OTEL_RESOURCE_ATTRIBUTES"]),
    ...(named && { "service.name": named }),
    ...(service !== null && { "service.name": service }),
    ...(stage !== null && { "deployment.environment.name": stage }),
  };
}

/** `key=value,key=value`, percent-encoded. What is not of this form is left out: the host comes first. */
function pairs(text: string | undefined): Record<string, string> {
  const entries = (text ?? "").split(",").map((pair) => pair.split("="));
  return Object.fromEntries(
    entries.flatMap(([key, ...value]) => {
      const name = key?.trim();
      return name && value.length > 0 ? [[name, decoded(value.join("=").trim())]] : [];
    }),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
