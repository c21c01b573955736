/** What is done with what the observers see. None of it throws. */
export interface Observer {
  /** The answer's head has come. */
  readonly onResponse: (httpStatus: number | null) => void;
  /** The whole answer, or the stream that it will come by. */
  readonly onResult: (result: unknown) => void;
  /** One item of a stream; false = hide it from the caller. */
  readonly onItem: (item: unknown) => boolean;
  /** The stream is over; `stopped` = by the caller. */
  readonly onStreamEnd: (stopped: boolean) => void;
  readonly onError: (error: unknown) => void;
  /** Nobody holds the answer any more, so nobody will read the rest of it. */
  readonly onUnread: () => void;
  /** The caller wants to read the raw response by itself. */
  readonly onRawWanted: () => void;
  /** The raw response is the caller's now: no more of it will be seen. */
  readonly onRawTaken: () => void;
}
