/** What is done with what the observers see. None of it throws. */
export interface Observer {
  /** Whether the call asked for a stream. */
  readonly stream: boolean;
  /** The answer's head has come. */
  readonly onResponse: (httpStatus: number | null) => void;
  /** The whole answer, or something in place of a stream that cannot be watched. */
  readonly onResult: (result: unknown) => void;
  /** One item of a stream; false = hide it from the caller. */
  readonly onItem: (item: unknown) => boolean;
  /** The stream is over; `stopped` = by the caller. */
  readonly onStreamEnd: (stopped: boolean) => void;
  readonly onError: (error: unknown) => void;
  /** The caller wants to read the raw response by itself. */
  readonly onRawWanted: () => void;
  /** The raw response is the caller's now: no more of it will be seen. */
  readonly onRawTaken: () => void;
}
