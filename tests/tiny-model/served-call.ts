/**
 * The server's own true times of one request: what a profiler on the other side is compared with.
 * Epoch milliseconds with fractions, by the monotonic clock of this process.
 */
export interface ServedCall {
  readonly model: string;
  readonly receivedAt: number;
  /** When the first token with text was handed to the socket; null = none was. */
  firstTokenAt: number | null;
  lastTokenAt: number | null;
  /** When each token with text was handed to the socket. */
  readonly textAt: number[];
  status: number;
  promptTokens: number;
  completionTokens: number;
  /** The client went away before the end. */
  aborted: boolean;
}

export function now(): number {
  return performance.timeOrigin + performance.now();
}
