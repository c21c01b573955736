/** HTTP status of an exception, as ClickHouse's HTTP interface answers it; all others are 500. */
const STATUSES: Readonly<Record<number, readonly number[]>> = {
  // Syntax, arguments, and texts that are no value of their type.
  400: [6, 25, 26, 27, 36, 38, 41, 53, 62, 72, 117, 321, 376, 427, 675, 676],
  403: [192, 193, 516],
  // Unknown function, identifier, type, storage, table, aggregate function, format, database, setting ...
  404: [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 139, 336],
  408: [159],
  501: [48],
  503: [202, 394],
};

export function exceptionStatus(code: number): number {
  const found = Object.entries(STATUSES).find(([, codes]) => codes.includes(code));
  return found === undefined ? 500 : Number(found[0]);
}
