import { neverThrow } from "../never-throw.ts";
import type { ProfileOptions } from "../profile-options.ts";
import type { PromptIdentity } from "../prompts/rendered-messages.ts";
import type { RunStart } from "./run-start.ts";
import { Runs } from "./runs.ts";

export interface HandlerOptions extends ProfileOptions {
  /** What calls are named after, where neither the run's metadata nor a context says it. */
  readonly prompt?: string | PromptIdentity | undefined;
  /** Names of metadata that are sent as tags, `name:value`. Default: none, because metadata may hold anything. */
  readonly metadataTags?: readonly string[] | undefined;
}

/** A callback handler as LangChain takes it, in its `callbacks`. */
export interface PromptprofHandler {
  readonly name: string;
  /** LangChain waits for what we do (microseconds): so the times are right, and nothing is left over at the end. */
  readonly awaitHandlers: true;
  readonly raiseError: false;
  readonly ignoreLLM: false;
  readonly ignoreChain: true;
  readonly ignoreAgent: true;
  readonly ignoreRetriever: true;
  readonly ignoreCustomEvent: true;
  readonly copy: () => PromptprofHandler;
  readonly handleChatModelStart: (
    model: object,
    messages: readonly (readonly object[])[],
    ...rest: RunStart
  ) => void;
  readonly handleLLMStart: (model: object, prompts: readonly string[], ...rest: RunStart) => void;
  readonly handleLLMNewToken: (
    token: string,
    place: unknown,
    runId: string,
    parentRunId?: string,
    tags?: string[],
    fields?: object,
  ) => void;
  readonly handleLLMEnd: (output: object, runId: string) => void;
  readonly handleLLMError: (error: unknown, runId: string) => void;
}

/**
 * A callback handler for LangChain.js: each run of a chat model or an LLM becomes one profiled call, with its times,
 * tokens, tool calls and errors. A client that LangChain calls through must not be profiled too, or its calls count
 * twice.
 *
 * Calls are named by the run's metadata `promptprof_prompt`, else by `withContext({ prompt })`, else by `options.prompt`;
 * `thread_id`, `session_id` or `conversation_id` in the metadata is the session, tags of the run are tags.
 *
 * @example const model = new ChatOpenAI({ model: "gpt-5-mini", callbacks: [promptprofHandler()] });
 */
export function promptprofHandler(options: HandlerOptions = {}): PromptprofHandler {
  const runs = neverThrow(() => new Runs(options), null);
  const safely = (work: (runs: Runs) => void): void => {
    if (runs !== null) neverThrow(() => work(runs), undefined);
  };
  const handler: PromptprofHandler = {
    name: "promptprof",
    awaitHandlers: true,
    raiseError: false,
    ignoreLLM: false,
    ignoreChain: true,
    ignoreAgent: true,
    ignoreRetriever: true,
    ignoreCustomEvent: true,
    copy: () => handler,
    handleChatModelStart: (model, messages, ...rest) =>
      safely((all) => all.start("chat", model, messages.flat(), rest)),
    handleLLMStart: (model, prompts, ...rest) =>
      safely((all) => all.start("text_completion", model, prompts, rest)),
    handleLLMNewToken: (token, _place, runId, _parentRunId, _tags, fields) =>
      safely((all) => all.token(runId, token, fields)),
    handleLLMEnd: (output, runId) => safely((all) => all.end(runId, output)),
    handleLLMError: (error, runId) => safely((all) => all.fail(runId, error)),
  };
  return handler;
}
