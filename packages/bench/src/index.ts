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
export { GitError, type GitProblem } from "./git/git-error.ts";
export { type FileAtCommit, readAtCommit } from "./git/read-at-commit.ts";
export { commitOf, mergeBase, openRepository, pathInRepository, type Repository } from "./git/repository.ts";
export {
  type PromptChange,
  type PromptHistory,
  type PromptVersion,
  promptHistory,
} from "./history/prompt-history.ts";
export {
  changedAspects,
  changedPrompts,
  type ChangedPrompt,
  type PromptAspect,
  type Sides,
} from "./git/changed-prompts.ts";
export { type Reverted, revertPrompt } from "./history/revert-prompt.ts";
export { commitTime, lastChangedAt } from "./git/commit-times.ts";
