import { newestQueues } from "../export/queues.ts";
import { neverThrow } from "../never-throw.ts";
import { settingsOf } from "../profile-options.ts";
import { warnOnce } from "../warn-once.ts";
import { scoredCall } from "./scored-call.ts";

/** Who gave a score. */
export const SCORE_SOURCES = ["user_feedback", "person", "model_judge", "rule"] as const;
export type ScoreSource = (typeof SCORE_SOURCES)[number];

export interface ScoreOptions {
  /** Default: `user_feedback`. */
  readonly source?: ScoreSource | undefined;
  /** The value in words, where it has some: `helpful`. */
  readonly label?: string | undefined;
  /** Default: `PROMPTPROF_PROJECT`, else `default`; the one of the call. */
  readonly project?: string | undefined;
}

/**
 * Gives a call a quality value, at once or days later.
 *
 * Goes where the newest profiled client sends its calls (else where the environment says), with the next batch. Never
 * throws: a score that cannot be one is told once, as a Node warning. A call that the server does not know (yet) is no
 * mistake: the score waits for it there.
 *
 * @param call  the answer or the stream that a profiled client gave, the provider's response id, or what `callIdOf` gave
 * @param name  what is judged: `helpful`, `correct`
 * @param value a finite number; true is 1, false is 0
 * @example score(completion, "helpful", true);
 */
export function score(
  call: object | string,
  name: string,
  value: number | boolean,
  options: ScoreOptions = {},
): void {
  const mistake = mistakeIn(name, value, options);
  if (mistake !== null) return warnOnce("score mistake", mistake);
  neverThrow(() => {
    const scored = scoredCall(call);
    if (scored === null)
      return warnOnce(
        "score",
        `score("${name}") finds no call: it takes an answer or a stream of a profiled client, a response id or callIdOf(answer)`,
      );
    const { label = null, source = "user_feedback" } = options;
    const { project } = settingsOf({ project: options.project }, process.env);
    newestQueues().scores.push({
      ...scored,
      name,
      value: Number(value),
      source,
      label,
      project,
      time: Date.now(),
    });
  }, undefined);
}

/** Code without types may pass anything. */
function mistakeIn(name: unknown, value: unknown, { source }: ScoreOptions): string | null {
  if (typeof name !== "string" || name === "") return `score(): the name must be a text, got ${String(name)}`;
  if (typeof value !== "boolean" && !Number.isFinite(value))
    return `score("${name}"): the value must be a finite number or a boolean, got ${String(value)}`;
  if (source !== undefined && !SCORE_SOURCES.includes(source))
    return `score("${name}"): the source must be one of ${SCORE_SOURCES.join(", ")}, got "${source}"`;
  return null;
}
