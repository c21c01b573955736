import { trace, type Tracer, type TracerProvider } from "@opentelemetry/api";
import { SCOPE } from "../scope.ts";

/**
 * The tracer of the host's own OpenTelemetry, or null when the host has none. Asked for at each call: many hosts
 * set OpenTelemetry up after they made their clients.
 */
export function hostTracer(chosen: TracerProvider | null): Tracer | null {
  if (chosen !== null) return chosen.getTracer(SCOPE.name, SCOPE.version);
  const provider: TracerProvider | LateProvider = trace.getTracerProvider();
  // The API's proxy stands in until a provider is registered; only its delegate makes spans.
  if (isLate(provider)) return provider.getDelegateTracer(SCOPE.name, SCOPE.version) ?? null;
  return provider.getTracer(SCOPE.name, SCOPE.version);
}

interface LateProvider {
  readonly getDelegateTracer: (name: string, version: string) => Tracer | undefined;
}

function isLate(provider: object): provider is LateProvider {
  return "getDelegateTracer" in provider && typeof provider.getDelegateTracer === "function";
}
