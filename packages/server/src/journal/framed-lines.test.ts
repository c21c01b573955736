import fc from "fast-check";
import { expect, test } from "vitest";
import { frame, readHead, readLines } from "./framed-lines.ts";
import { DamagedFileError } from "./journal-errors.ts";

const lines = fc.array(fc.json({ maxDepth: 1 }));
const head = fc.record({ batch: fc.nat(), text: fc.string({ unit: "grapheme" }) });

function file(value: unknown, body: readonly string[]): Buffer {
  return Buffer.concat(
    frame(
      value,
      body.map((line) => Buffer.from(`${line}\n`)),
    ),
  );
}

test("head and lines come back as they were written", () => {
  fc.assert(
    fc.property(head, lines, (value, body) => {
      expect(readHead(file(value, body))).toEqual(value);
      expect(readLines(file(value, body))).toEqual(body);
    }),
  );
});

test("a file that was cut anywhere is damaged", () => {
  fc.assert(
    fc.property(head, lines, fc.nat(), (value, body, cut) => {
      const whole = file(value, body);
      expect(() => readLines(whole.subarray(0, cut % whole.byteLength))).toThrow(DamagedFileError);
    }),
  );
});

test("one changed byte anywhere is damage, and a head is only believed when it is whole", () => {
  fc.assert(
    fc.property(head, lines, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, body, at, change) => {
      const changed = Buffer.from(file(value, body));
      const place = at % changed.byteLength;
      changed[place] = (changed[place] ?? 0) ^ change;
      expect(() => readLines(changed)).toThrow(DamagedFileError);
      const bodyStart = changed.byteLength - body.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
      if (place >= bodyStart) expect(readHead(changed)).toEqual(value);
    }),
  );
});

test("a file of garbage is damaged", () => {
  for (const garbage of ["", "\n", "null\n", "3\n", "{}\n", '{"format":1}\n', "\u0000\u0000\n"]) {
    expect(() => readHead(Buffer.from(garbage))).toThrow(DamagedFileError);
  }
});
