import type { RepriceAnswer } from "@promptprof/server/contract";
import { tell } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { addRepriced } from "./add-repriced.ts";

const DAY_MS = 86_400_000;

export interface RepriceRange {
  readonly from: number;
  readonly to: number;
  readonly project: string | null;
}

/**
 * Asks day by day (UTC), so that no single answer takes long and a run that was stopped goes on where it was: a day that
 * is done changes nothing the second time.
 *
 * @param onDay told after each day, with the calls looked at so far
 */
export async function askReprice(
  connection: Connection,
  { from, to, project }: RepriceRange,
  write: boolean,
  onDay: (calls: number) => void,
): Promise<RepriceAnswer> {
  let sum: RepriceAnswer | null = null;
  for (let start = from; start < to; start = nextDay(start)) {
    const search = new URLSearchParams({
      from: String(start),
      to: String(Math.min(nextDay(start), to)),
      write: String(write),
      ...(project === null ? {} : { project }),
    });
    const day = await tell<RepriceAnswer>(connection, `/api/v1/reprice?${search.toString()}`);
    sum = sum === null ? day : addRepriced(sum, day);
    onDay(sum.calls);
  }
  if (sum === null) throw new TypeError("a range starts before it ends");
  return sum;
}

function nextDay(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS + DAY_MS;
}
