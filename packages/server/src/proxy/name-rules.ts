import type { IncomingHttpHeaders } from "node:http";
import type { NameRule } from "../config/proxy-schema.ts";
import type { CallName } from "./call-name.ts";

/** What rules can look at. */
export interface NamedBy {
  readonly upstream: string;
  /** Without its query. */
  readonly path: string;
  readonly model: string | null;
  /** Text of the system prompt; "" = none. */
  readonly system: string;
  readonly headers: IncomingHttpHeaders;
}

/** The name with what the first fitting rule adds; what the request says itself stands. */
export function nameByRules(rules: readonly NameRule[], name: CallName, by: NamedBy): CallName {
  if (name.prompt !== null) return name;
  const rule = rules.find(({ match }) => fits(match, by));
  if (rule === undefined) return name;
  return {
    ...name,
    prompt: rule.prompt,
    version: name.version ?? rule.version ?? null,
    team: name.team ?? rule.team ?? null,
  };
}

function fits(match: NameRule["match"], { upstream, path, model, system, headers }: NamedBy): boolean {
  return (
    (match.upstream === undefined || match.upstream === upstream) &&
    (match.path === undefined || fitsPattern(match.path, path)) &&
    (match.model === undefined || (model !== null && fitsPattern(match.model, model))) &&
    (match.system === undefined || system.includes(match.system)) &&
    Object.entries(match.header ?? {}).every(([header, pattern]) => {
      const value = headers[header.toLowerCase()];
      return value !== undefined && fitsPattern(pattern, String(value));
    })
  );
}

/** `*` stands for any text. */
function fitsPattern(pattern: string, text: string): boolean {
  let known = patterns.get(pattern);
  if (known === undefined) {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`));
    known = new RegExp(`^${parts.join("[^]*")}$`);
    patterns.set(pattern, known);
  }
  return known.test(text);
}

/** As many as the configuration has. */
const patterns = new Map<string, RegExp>();
