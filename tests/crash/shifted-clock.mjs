// Loaded before the server: its wall clock shows the time shifted by the milliseconds that stand in the file CLOCK_FILE,
// which a test writes anew to make the clock jump.
import { readFileSync } from "node:fs";

const file = process.env.CLOCK_FILE ?? "";
const RealDate = Date;
const realNow = Date.now.bind(Date);
const READ_EVERY_MS = 20;
let readAt = -Infinity;
let shiftMs = 0;

function now() {
  const at = performance.now();
  if (at - readAt > READ_EVERY_MS) {
    readAt = at;
    shiftMs = Number(readFileSync(file, "utf8"));
  }
  return realNow() + shiftMs;
}

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(now());
    else super(...parts);
  }

  static now() {
    return now();
  }
};
