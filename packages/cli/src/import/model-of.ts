import type { ModelColumn } from "./map/column-map.ts";

/** A model's name and the provider that its prefix tells; a name without a known prefix stays as it is written. */
export function modelOf(
  name: string,
  { prefixes, stripPrefix }: Pick<ModelColumn, "prefixes" | "stripPrefix">,
): { provider: string | null; model: string } {
  for (const [prefix, provider] of prefixes) {
    if (!name.startsWith(prefix) || name.length === prefix.length) continue;
    return { provider, model: stripPrefix ? name.slice(prefix.length) : name };
  }
  return { provider: null, model: name };
}
