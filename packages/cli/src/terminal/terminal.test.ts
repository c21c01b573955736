import { describe, expect, test } from "vitest";
import { printable } from "./printable.ts";
import { terminalOf } from "./terminal.ts";

const screen = { isTTY: true, columns: 97 };
const pipe = {};

describe("a terminal", () => {
  test("has the width of the screen, and COLUMNS overrides it", () => {
    expect(terminalOf(screen, {}).columns).toBe(97);
    expect(terminalOf(screen, { COLUMNS: "60" }).columns).toBe(60);
    expect(terminalOf(screen, { COLUMNS: "wide" }).columns).toBe(97);
  });

  test("a pipe has no width, so nothing is left out of a file", () => {
    expect(terminalOf(pipe, {}).columns).toBe(Infinity);
    expect(terminalOf(pipe, { COLUMNS: "80" }).columns).toBe(80);
  });

  test("is coloured on a screen only, unless someone says otherwise", () => {
    expect(terminalOf(screen, {}).colour).toBe(true);
    expect(terminalOf(pipe, {}).colour).toBe(false);
    expect(terminalOf(pipe, { FORCE_COLOR: "1" }).colour).toBe(true);
    expect(terminalOf(screen, { FORCE_COLOR: "0" }).colour).toBe(false);
    expect(terminalOf(screen, { NO_COLOR: "1", FORCE_COLOR: "1" }).colour).toBe(false);
    expect(terminalOf(screen, { NO_COLOR: "" }).colour).toBe(true);
    expect(terminalOf(screen, { TERM: "dumb" }).colour).toBe(false);
  });

  test("shows signs beyond ASCII in a UTF-8 locale only", () => {
    expect(terminalOf(screen, { LANG: "de_DE.UTF-8" }).unicode).toBe(true);
    expect(terminalOf(screen, { LANG: "C.utf8" }).unicode).toBe(true);
    expect(terminalOf(screen, { LANG: "de_DE.UTF-8", LC_ALL: "C" }).unicode).toBe(false);
    expect(terminalOf(screen, {}).unicode).toBe(false);
  });
});

describe("a name from a trace", () => {
  test("cannot move the cursor, break a line or turn text round", () => {
    expect(printable("a\u001B[2Jb\nc\u202Ed", { unicode: true })).toBe("a?[2Jb?c?d");
    expect(printable("grüße", { unicode: true })).toBe("grüße");
  });

  test("is ASCII where the terminal is", () => {
    expect(printable("grüße 日", { unicode: false })).toBe("gr??e ?");
  });
});
