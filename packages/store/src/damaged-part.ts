/** A part of a table of which a file is not what was written. */
export interface DamagedPart {
  readonly table: string;
  readonly part: string;
}

/** What the engine says when bytes that it reads may not be those that it wrote; a check of the part tells. */
const DAMAGED =
  /While reading or decompressing|\((CHECKSUM_DOESNT_MATCH|CORRUPTED_DATA|CANNOT_READ_ALL_DATA|CANNOT_DECOMPRESS)\)/;
const PLACE = /reading from part \S*\/(\w+)\/ in table \S*?\.(\w+) /;

/** The part that an error of the engine names as damaged; null where it is another error. */
export function damagedPart(message: string): DamagedPart | null {
  const [, part, table] = PLACE.exec(message) ?? [];
  if (!DAMAGED.test(message) || part === undefined || table === undefined) return null;
  return { table, part };
}
