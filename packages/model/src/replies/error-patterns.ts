import type { ErrorClass } from "../error-class.ts";

type Pattern = readonly [errorClass: ErrorClass, pattern: RegExp];

/** An error that says "the request was wrong" may mean one of these, which call for something else to be done. */
const REFINEMENTS: readonly Pattern[] = [
  [
    "context_length",
    /context[ _-]?(length|window)|maximum (context|prompt) length|(prompt|input) is too long|too many input tokens|input token count.{0,40}exceed|reduce the length of the (messages|prompt)/i,
  ],
  [
    "content_filter",
    /content (filter|management policy|policy)|safety (system|filter|setting)|(blocked|flagged) (by|due to) .{0,30}(safety|guardrail|policy|moderation)/i,
  ],
  [
    "auth",
    /(invalid|incorrect|missing|no) (api[ _-]?(key|token)|x-api-key)|api[ _-]?key not valid|unauthori[sz]ed|credit balance is too low|insufficient (balance|credits|funds)|permission denied/i,
  ],
];

/** What only a message tells, for errors without a known word and without a status that says enough. */
const MESSAGES: readonly Pattern[] = [
  ...REFINEMENTS,
  ["rate_limit", /rate[ _-]?limit|too many requests|exceeded your (current )?quota|quota exceeded|throttl/i],
  ["overloaded", /overloaded|(at|over) capacity|server is busy|temporarily unavailable/i],
  ["timeout", /timed? ?out|deadline exceeded/i],
  ["cancelled", /\b(was|been|user) (aborted|cancell?ed)\b|request aborted/i],
  [
    "network",
    /certificate verify failed|self[- ]signed certificate|connection (refused|reset|error|aborted|closed)|fetch failed|socket hang up|premature close|getaddrinfo|\bECONN|\bENOTFOUND|network is unreachable|^terminated$/i,
  ],
  [
    "invalid_request",
    /404 not found|alternate user\/assistant|model [`'"].{1,80} (does not exist|not found)/i,
  ],
];

/** The classes of HTTP statuses that say enough by themselves. */
const STATUSES: ReadonlyMap<number, ErrorClass> = new Map([
  [401, "auth"],
  [402, "auth"],
  [403, "auth"],
  [407, "auth"],
  [408, "timeout"],
  [429, "rate_limit"],
  [499, "cancelled"],
  // A gateway got no valid answer: nobody knows whether the provider is down or overloaded.
  [502, "network"],
  [503, "overloaded"],
  [504, "timeout"],
  [524, "timeout"],
  [529, "overloaded"],
]);

/** The class of a status, or null where it says nothing; any other 4xx is a wrong request. */
export function classOfStatus(status: number | null): ErrorClass | null {
  if (status === null) return null;
  const known = STATUSES.get(status) ?? null;
  return known === null && status >= 400 && status < 500 ? "invalid_request" : known;
}

/** What a message tells beyond "the request was wrong", or null. */
export function refineByMessage(message: string): ErrorClass | null {
  return match(REFINEMENTS, message);
}

/** What a message alone tells, or null. */
export function classOfMessage(message: string): ErrorClass | null {
  return match(MESSAGES, message);
}

function match(patterns: readonly Pattern[], message: string): ErrorClass | null {
  return patterns.find(([, pattern]) => pattern.test(message))?.[0] ?? null;
}
