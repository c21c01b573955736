import type { JsonValue } from "../providers/provider.ts";

/** Tools that a prompt file defines itself: Dotprompt's `toolDefs`. Names of tools alone say nothing to a provider. */
export function toolsIn(frontMatter: Readonly<Record<string, unknown>> | null): readonly JsonValue[] {
  const defined = frontMatter?.["toolDefs"];
  return Array.isArray(defined) ? defined.flatMap(toolOf) : [];
}

function toolOf(defined: Readonly<Record<string, JsonValue>>): JsonValue[] {
  const { name, description, inputSchema } = defined;
  if (typeof name !== "string") return [];
  return [{ name, ...(description !== undefined && { description }), parameters: inputSchema ?? {} }];
}
