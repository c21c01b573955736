import { formatTokens } from "@promptprof/model/format";
import { oneLine } from "./one-line.ts";
import type { PromptReport } from "./report.ts";
import { grownSegments } from "./summary.ts";

/** `system/examples grew by 140 tokens a call (prompts/triage.prompt:7)`; null where no segment grew. */
export function grownWords(of: PromptReport): string | null {
  const [grown] = grownSegments(of);
  if (grown === undefined) return null;
  const place =
    of.file === null ? "" : ` (${oneLine(of.file, 300)}${grown.line === null ? "" : `:${grown.line}`})`;
  return `${oneLine(grown.path)} grew by ${formatTokens(Math.round(grown.by))} tokens a call${place}`;
}
