import { expect, test } from "vitest";
import { formatAddress, isLoopback, parseAddress } from "./address.ts";

test("addresses are read as people write them, and written back", () => {
  for (const text of ["127.0.0.1:4318", "localhost:0", "[::1]:65535", "box.example:80"]) {
    const address = parseAddress(text);
    expect(address === null ? null : formatAddress(address)).toBe(text);
  }
});

test("what is no address is null", () => {
  for (const text of [
    "",
    "4318",
    ":4318",
    "host",
    "host:",
    "host:65536",
    "::1:4318",
    "a b:1",
    "host:1/x",
    "[]:1",
  ]) {
    expect(parseAddress(text)).toBeNull();
  }
});

test("only this machine reaches loopback", () => {
  expect(["localhost", "127.0.0.1", "127.1.2.3", "::1"].every(isLoopback)).toBe(true);
  expect(["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "example"].some(isLoopback)).toBe(false);
});
