/** The journal takes nothing now: too much is waiting for the store, or the disk is full. Trying again later is right. */
export class JournalFullError extends Error {
  override readonly name = "JournalFullError";
}

/** A file of the journal is not what was written: cut short, or changed on the disk. */
export class DamagedFileError extends Error {
  override readonly name = "DamagedFileError";
}
