export type {
  JsonValue,
  Message,
  ModelFailure,
  ModelReply,
  ModelRequest,
  Outcome,
  Provider,
  Usage,
} from "./providers/provider.ts";
export type { PromptFile, Run, RunItem, SideName } from "./run/run.ts";
export type { ItemScore, Scorer, ToScore } from "./scorers/scorer.ts";
export { analyse } from "./analysis/analyse.ts";
export type { GateCheck, GateMode, GateResult } from "./gate/gate-result.ts";
export { applyGate, limitMistakes } from "./gate/gate.ts";
export {
  GATE_DEFAULTS,
  readGate,
  readLimits,
  type GateSettings,
  type ReadGate,
} from "./gate/gate-settings.ts";
export type { Limit } from "./gate/limit.ts";
export { readReport, type ReadReport } from "./report/json.ts";
export { MARKDOWN_MAX, markerOf } from "./report/markdown/markdown.ts";
export { oneLine } from "./report/one-line.ts";
export { renderReport, REPORT_FORMATS, reportFile, type ReportFormat } from "./report/render.ts";
export type { Report } from "./report/report.ts";
export { isRun } from "./report/read-run.ts";
