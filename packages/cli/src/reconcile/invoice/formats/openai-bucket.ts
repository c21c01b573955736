import { dayOf, dayStart } from "../../day.ts";
import type { Fields } from "../fields.ts";

const DAY_S = 86_400;

/**
 * The UTC day of one of OpenAI's buckets, `start_time` to `end_time` in epoch seconds. Buckets of a minute, an hour and
 * a day all lie within one UTC day; one that does not was cut at another zone's midnight and belongs to two days.
 */
export function openAiDay(fields: Fields): string | null {
  const day = fields.day("start_time", "s");
  if (day === null) return null;
  const start = fields.count("start_time");
  const end = fields.count("end_time");
  if (start === null || end === null) return day;
  if (end * 1000 > dayStart(day) + DAY_S * 1000) {
    return fields.wrong(
      `start_time ${start} to end_time ${end} is not within one UTC day (${dayOf(start * 1000)}); ask for buckets of 1d, 1h or 1m`,
    );
  }
  return day;
}
