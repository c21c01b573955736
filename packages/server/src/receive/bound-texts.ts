import type { Call, Note } from "@promptprof/model";
import type { Inherited, ToldFields } from "@promptprof/otlp";

/** Names, ids and models are far below this; what is longer is text that got into the wrong attribute. */
const TEXT_CHARACTERS_MAX = 512;
const TAGS_MAX = 64;
const SEGMENTS_MAX = 1024;
/** The rule that fired on a call of which something was cut off. */
const CUT_NOTE: Note = "text_cut";

const TEXT_FIELDS = [
  "project",
  "environment",
  "service",
  "team",
  "session",
  "prompt",
  "version",
  "provider",
  "operation",
  "requestModel",
  "responseModel",
  "responseId",
  "serviceTier",
  "requestId",
  "experiment",
  "versionLabel",
  "gitCommit",
  "errorType",
  "finishReason",
] as const satisfies readonly (keyof Call)[];

/**
 * The call with every text and list bounded, so that one call is some kilobytes at most in memory, journal and store.
 * Nearly every call is within the bounds and comes back as it is.
 */
export function boundCall(call: Call): Call {
  const isWithin =
    TEXT_FIELDS.every((field) => (call[field]?.length ?? 0) <= TEXT_CHARACTERS_MAX) &&
    call.tags.length <= TAGS_MAX &&
    call.tags.every((tag) => tag.length <= TEXT_CHARACTERS_MAX) &&
    call.segments.length <= SEGMENTS_MAX &&
    call.segments.every(({ path }) => path.length <= TEXT_CHARACTERS_MAX);
  return isWithin ? call : cutCall(call);
}

/** What calls inherit, bounded in the same way. The user is left out: it is hashed whole. */
export function boundInherited(inherited: Inherited): Inherited {
  return {
    prompt: boundNullable(inherited.prompt),
    version: boundNullable(inherited.version),
    user: inherited.user,
    session: boundNullable(inherited.session),
    team: boundNullable(inherited.team),
    tags: inherited.tags.slice(0, TAGS_MAX).map(boundText),
  };
}

/** What an event tells of a call, its texts bounded in the same way. */
export function boundTold(told: ToldFields): ToldFields {
  const bounded = Object.entries(told).map(([field, value]) => [
    field,
    typeof value === "string" ? boundText(value) : value,
  ]);
  return Object.fromEntries(bounded);
}

export function boundText(text: string): string {
  return text.length <= TEXT_CHARACTERS_MAX ? text : text.slice(0, TEXT_CHARACTERS_MAX);
}

function boundNullable(text: string | null): string | null {
  return text === null ? null : boundText(text);
}

function cutCall(call: Call): Call {
  return {
    ...call,
    project: boundText(call.project),
    environment: boundNullable(call.environment),
    service: boundNullable(call.service),
    team: boundNullable(call.team),
    session: boundNullable(call.session),
    prompt: boundNullable(call.prompt),
    version: boundNullable(call.version),
    provider: boundNullable(call.provider),
    operation: boundText(call.operation),
    requestModel: boundNullable(call.requestModel),
    responseModel: boundNullable(call.responseModel),
    responseId: boundNullable(call.responseId),
    serviceTier: boundNullable(call.serviceTier),
    requestId: boundNullable(call.requestId),
    experiment: boundNullable(call.experiment),
    versionLabel: boundNullable(call.versionLabel),
    gitCommit: boundNullable(call.gitCommit),
    errorType: boundNullable(call.errorType),
    finishReason: boundNullable(call.finishReason),
    tags: call.tags.slice(0, TAGS_MAX).map(boundText),
    segments: call.segments
      .slice(0, SEGMENTS_MAX)
      .map((segment) => ({ ...segment, path: boundText(segment.path) })),
    notes: [...call.notes, CUT_NOTE],
  };
}
