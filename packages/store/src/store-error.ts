/** What the store says when it cannot serve: one line, what is wrong and what to do about it. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
}

/** Another process has the data folder open. */
export class StoreLockedError extends StoreError {
  override readonly name = "StoreLockedError";
}

/** The data folder cannot be made or written. */
export class StoreUnwritableError extends StoreError {
  override readonly name = "StoreUnwritableError";
}

/** The schema was written by a newer version of promptprof. */
export class StoreTooNewError extends StoreError {
  override readonly name = "StoreTooNewError";
}

/** The engine does not answer now; trying again later is right. */
export class StoreUnavailableError extends StoreError {
  override readonly name = "StoreUnavailableError";
}

/** The store can be read and not written: it is another server's, which takes what is to be stored. */
export class StoreReadOnlyError extends StoreError {
  override readonly name = "StoreReadOnlyError";

  constructor() {
    super(
      "this server reads the store of another one and takes nothing in; send to the server that writes the store",
    );
  }
}

/** A cursor that no page has given. It is the asker's mistake, and the only one that the types do not rule out. */
export class CursorError extends StoreError {
  override readonly name = "CursorError";
}
