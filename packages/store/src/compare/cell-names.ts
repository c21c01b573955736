import { label, type Expression } from "../select-query.ts";
import type { RowKind } from "../tables.ts";
import type { CellKind } from "./call-sums.ts";

/**
 * How a row of a plan says to which cell of a kind it belongs. Hours of the day are bands of 6 in UTC. Sizes are bands of 4
 * powers of 2 and not quartiles, so that both sides have the same ones: from 256 input tokens on 256-1k, 1k-4k, ...
 */
export function cellName(kind: CellKind, rows: RowKind): Expression<string | null> {
  if (kind === "hour") return label(hourBand(rows === "calls" ? "t.start_time" : "t.bucket"));
  if (kind === "input_size") return label(SIZE_BAND);
  return label(`toString(t.${kind})`);
}

function hourBand(time: string): string {
  return `['00-06', '06-12', '12-18', '18-24'][intDiv(toHour(${time}), 6) + 1]`;
}

const SIZE_BAND = `multiIf(isNull(t.input_tokens), '', t.input_tokens < 256, '0-256', t.input_tokens < 1024, '256-1k',
  t.input_tokens < 4096, '1k-4k', t.input_tokens < 16384, '4k-16k', t.input_tokens < 65536, '16k-64k', '64k-')`;
