import { providerName } from "@promptprof/model/words";
import { currentContext, type CallContext } from "../call/with-context.ts";
import { isRecord, textOf, type Fields } from "../is-record.ts";
import type { HandlerOptions } from "./promptprof-handler.ts";

/** What LangChain says when a run starts, behind the model and the messages. */
export type RunStart = readonly [
  runId: string,
  parentRunId?: string,
  extraParams?: object,
  tags?: readonly string[],
  metadata?: object,
  runName?: string,
];

const SESSION_KEYS = ["thread_id", "session_id", "conversation_id"];

/** The provider that LangChain names in the run's metadata, else the package that the model's class came from. */
export function providerOfRun(metadata: Fields, model: unknown): string {
  return providerName(textOf(metadata["ls_provider"]) ?? packageOf(model) ?? "");
}

/** The model that is asked, by the run's metadata or the parameters of the request. */
export function modelOfRun(metadata: Fields, params: Fields): string | null {
  return textOf(metadata["ls_model_name"]) ?? textOf(params["model"]) ?? textOf(params["model_name"]);
}

/** `["langchain", "chat_models", "openai", "ChatOpenAI"]`: the last word but one. */
function packageOf(model: unknown): string | null {
  const id = isRecord(model) ? model["id"] : null;
  return Array.isArray(id) ? textOf(id.at(-2)) : null;
}

/** Whom and what a run is for. */
export function contextOfRun(
  options: HandlerOptions,
  metadata: Fields,
  tags: readonly string[],
): CallContext {
  const outer = currentContext();
  const session = SESSION_KEYS.map((key) => textOf(metadata[key])).find((value) => value !== null);
  const chosen = (options.metadataTags ?? []).flatMap((key) => tagOf(key, metadata[key]));
  return {
    prompt: textOf(metadata["promptprof_prompt"]) ?? outer.prompt ?? options.prompt,
    session: outer.session ?? session ?? undefined,
    // `seq:step:1` and its kin are LangChain's own marks, a new one for each place.
    tags: [...tags.filter((tag) => !tag.startsWith("seq:step:")), ...chosen],
  };
}

function tagOf(key: string, value: unknown): readonly string[] {
  return typeof value === "string" || typeof value === "number" ? [`${key}:${value}`] : [];
}
