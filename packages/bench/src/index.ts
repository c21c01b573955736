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
export type { PromptFile, Run, RunItem, RunTotal, SideName } from "./run/run.ts";
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
export type {
  Case,
  Limits,
  Prompt,
  RenderedPrompt,
  Suite,
  SuitePrompt,
  SuiteProvider,
} from "./suite/suite.ts";
export { LIMIT_DEFAULTS } from "./suite/suite.ts";
export type { DatasetEntry, PromptEntry, ProviderEntry, SuiteFile } from "./suite/suite-file.ts";
export { type LoadOptions, loadSuite, type ReadScorer } from "./suite/load-suite.ts";
export { suiteSchema } from "./suite/suite-schema.ts";
export { GitError, type GitProblem } from "./git/git-error.ts";
export { type FileAtCommit, readAtCommit } from "./git/read-at-commit.ts";
export { commitOf, mergeBase, openRepository, pathInRepository, type Repository } from "./git/repository.ts";
export {
  type PromptChange,
  type PromptHistory,
  type PromptVersion,
  promptHistory,
} from "./history/prompt-history.ts";
export { type Reverted, revertPrompt } from "./history/revert-prompt.ts";
export { commitTime, lastChangedAt } from "./git/commit-times.ts";
export { basePrompts, type BasePrompts, type ReadBase } from "./run/base-prompts.ts";
export type { PlannedPrompt } from "./run/plan.ts";
export type { Progress } from "./run/run-plan.ts";
export { type CannotRun, CLOCK, newRunId, type RunOptions, runSuite } from "./run/run-suite.ts";
export { sendProfiles } from "./providers/profiled-calls.ts";
export { readScorer } from "./suite/read-scorer.ts";
export type { ItemOfTotal, ItemScore, Scorer, ToScore, Total } from "./scorers/scorer.ts";
export type { ScorerContext } from "./scorers/scorer-kind.ts";
export { type MadeScorer, makeScorer, scorerEntrySchema } from "./scorers/make-scorer.ts";
export { functionScorer, type ScoreFunction } from "./scorers/function-scorer.ts";
export { scored } from "./scorers/scored.ts";
export { comparePair, type Pair, type Preference } from "./scorers/judge.ts";
export { type GradedTwice, type JudgeAgreement, judgeAgreement } from "./scorers/judge-agreement.ts";
export { type ReadPromptfoo, readPromptfoo } from "./promptfoo/read-promptfoo.ts";
export { type ReadResults, readResults } from "./promptfoo/read-results.ts";
export { type Sides as RunSides, sidesOf } from "./run/sides.ts";
export { headline } from "./report/summary.ts";
export { promptWords } from "./report/prompt-words.ts";
export { doubtsByText } from "./report/doubts-by-text.ts";
