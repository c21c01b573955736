import { expect, test } from "vitest";
import { csvOf } from "./chart-csv.ts";
import { groupsFrame } from "./frames.ts";
import { identityColours } from "./palette.ts";
import { seriesAnswer } from "./series-answer.case.ts";

test("ISO times, raw values, an empty cell for no data, and names that a spreadsheet cannot run", () => {
  const answer = seriesAnswer([
    { bucket: 0, group: '=1+"1", v1', values: { p95: 200.5 } },
    { bucket: 1, group: "v2", values: { p95: 400 }, partial: true },
  ]);
  const frame = groupsFrame(answer, { value: "p95", unnamed: "none", colours: identityColours(["v2"]) });
  expect(csvOf(frame)).toBe(
    'time,partial,"\'=1+""1"", v1",v2\r\n' +
      "2026-11-24T06:00:00.000Z,false,200.5,\r\n" +
      "2026-11-24T06:10:00.000Z,true,,400\r\n",
  );
});
