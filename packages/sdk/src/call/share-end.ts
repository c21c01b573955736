import type { HrTime, Span } from "@opentelemetry/api";

/**
 * Lets two end one span, the client that started it and us: it ends when both have, so that the attributes of both
 * are on it. The client mostly ends it in the same turn as we do; where it never does (an unread stream, one that is
 * read through `tee()`), the span ends in the next turn.
 *
 * @returns ends our part, with the time at which the span ends
 */
export function shareEnd(span: Span): (endTime: HrTime) => void {
  const end = span.end.bind(span);
  let theirs = false;
  let ours: HrTime | null = null;
  const finish = (): void => {
    if (ours === null) return;
    end(ours);
    ours = null;
  };
  const value = (): void => {
    theirs = true;
    finish();
  };
  Object.defineProperty(span, "end", { value, configurable: true, writable: true, enumerable: false });
  return (endTime) => {
    ours = endTime;
    if (theirs) finish();
    else setImmediate(finish);
  };
}
