import type { GateCheck } from "../gate/gate-result.ts";
import { scorerOf } from "../analysis/metric.ts";
import type { Report } from "./report.ts";

/**
 * SARIF 2.1.0 (OASIS standard): a result for each failed limit, at the line of the prompt file that grew. A result
 * without a place points at the suite, for GitHub shows none that has no file.
 */
export function renderSarif(report: Report): string {
  const failed = report.gate.checks.filter(({ outcome }) => outcome === "failed");
  const rules = [...new Set(failed.map(({ metric }) => ruleOf(metric)))];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "promptprof",
            rules: rules.map((id) => ({ id, shortDescription: { text: RULES[id] } })),
          },
        },
        // Of the text's length in characters as JavaScript and GitHub count them.
        columnKind: "utf16CodeUnits",
        results: failed.map((check) => resultOf(report, check, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const RULES = {
  latency: "A prompt answers slower than its limit allows",
  tokens: "A prompt takes more tokens than its limit allows",
  cost: "A prompt or a run costs more than its limit allows",
  errors: "Calls of a prompt fail more often than its limit allows",
  quality: "A score of a prompt is lower than its limit allows",
} as const;
type Rule = keyof typeof RULES;

function ruleOf(metric: string): Rule {
  if (scorerOf(metric) !== null) return "quality";
  if (metric === "error_rate") return "errors";
  if (metric.endsWith("_tokens")) return "tokens";
  return metric.endsWith("cost") ? "cost" : "latency";
}

function resultOf({ run }: Report, check: GateCheck, rules: readonly Rule[]): object {
  const { prompt, provider, metric, text, place } = check;
  const uri = uriOf(place?.file ?? run.suite.file);
  return {
    ruleId: ruleOf(metric),
    ruleIndex: rules.indexOf(ruleOf(metric)),
    level: "error",
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: place?.line ?? 1 } } }],
    // The same finding of the next run: by what was measured, not by where it stands.
    partialFingerprints: {
      "promptprof/v1": [prompt, provider, metric].map((part) => part ?? "run").join("/"),
    },
  };
}

/** A path relative to the root of the repository, as a URI. */
function uriOf(path: string): string {
  const parts = path.replaceAll(/\p{Cs}/gu, "\uFFFD").split(/[\\/]/u);
  return parts.map(encodeURIComponent).join("/");
}
