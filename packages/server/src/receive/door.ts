import type { Call, Score } from "@promptprof/model";
import type { Inherited, Observation } from "@promptprof/otlp";
import { boundCall, boundInherited, boundScore, boundText, boundTold } from "./bound-texts.ts";
import type { UserHash } from "./user-key.ts";

export interface DoorOptions {
  readonly hashUser: UserHash;
  /** Project of calls that name none. */
  readonly project: string;
  /** What the reader of spans writes where none is named. */
  readonly unnamedProject: string;
}

/**
 * The door of the server: what has passed it may be kept. Users are hashed, texts and lists are bounded, and every call
 * belongs to a project.
 */
export function door(options: DoorOptions): (observation: Observation) => Observation {
  return (observation) => {
    if (observation.kind === "context") {
      return { ...observation, inherited: admitInherited(observation.inherited, options) };
    }
    const scope = boundText(observation.scope);
    return observation.kind === "call"
      ? { ...observation, call: admitCall(observation.call, options), scope }
      : { ...observation, told: boundTold(observation.told), scope };
  };
}

/** The door for scores, which hold no user: texts are bounded, and every score has a project. */
export function scoreDoor({
  project,
  unnamedProject,
}: Pick<DoorOptions, "project" | "unnamedProject">): (score: Score) => Score {
  return (score) => {
    const bounded = boundScore(score);
    return bounded.project === unnamedProject ? { ...bounded, project } : bounded;
  };
}

function admitCall(call: Call, { hashUser, project, unnamedProject }: DoorOptions): Call {
  const bounded = boundCall(call);
  return {
    ...bounded,
    project: bounded.project === unnamedProject ? project : bounded.project,
    user: call.user === null ? null : hashUser(call.user),
  };
}

function admitInherited(inherited: Inherited, { hashUser }: DoorOptions): Inherited {
  return { ...boundInherited(inherited), user: inherited.user === null ? null : hashUser(inherited.user) };
}
