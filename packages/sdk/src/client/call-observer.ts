import type { ReadHeader } from "../call/call-record.ts";

/** The head of an HTTP answer. */
export interface AnswerHead {
  readonly httpStatus: number | null;
  readonly header: ReadHeader | null;
}

/** What is done with what is seen of a call. None of it throws. */
export interface CallObserver {
  /** Whether the call asked for a stream. */
  readonly stream: boolean;
  /** An HTTP try leaves. */
  readonly onAttempt: () => void;
  /** It was answered, or it broke. */
  readonly onAttemptEnd: () => void;
  /** The head of the answer that counts has come. */
  readonly onResponse: (head: AnswerHead) => void;
  /** The whole answer, or something in place of a stream that cannot be watched. */
  readonly onResult: (result: unknown) => void;
  /** What the caller gets in place of a whole answer; its items follow. */
  readonly onStream: (stream: object) => void;
  /** One item of a stream. */
  readonly onItem: (item: unknown) => void;
  /** The stream is over; `stopped` = by the caller. */
  readonly onStreamEnd: (stopped: boolean) => void;
  readonly onError: (error: unknown) => void;
  /** The raw response is the caller's now: no more of it will be seen. */
  readonly onRawTaken: () => void;
}
