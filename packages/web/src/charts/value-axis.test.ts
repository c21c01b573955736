import type { Unit } from "@promptprof/model";
import { expect, test } from "vitest";
import { valueAxis } from "./value-axis.ts";

function labels(unit: Unit, step: number, count = 3): string[] {
  const values = Array.from({ length: count }, (_, i) => i * step);
  const axis = valueAxis(unit, Math.max(...values));
  return values.map((value) => axis.label(value, step));
}

test("one axis has one unit, and as many decimals as its steps need", () => {
  expect(labels("ms", 250)).toEqual(["0 ms", "250 ms", "500 ms"]);
  expect(labels("ms", 2_500)).toEqual(["0 s", "2.5 s", "5.0 s"]);
  expect(labels("ms", 250, 8)).toEqual([
    "0 s",
    "0.25 s",
    "0.50 s",
    "0.75 s",
    "1.00 s",
    "1.25 s",
    "1.50 s",
    "1.75 s",
  ]);
  expect(labels("ms", 600_000)).toEqual(["0 m", "10 m", "20 m"]);
});

test("money", () => {
  expect(labels("nano_usd", 500_000_000)).toEqual(["$0", "$0.5", "$1.0"]);
  expect(labels("nano_usd", 200_000)).toEqual(["$0", "$0.0002", "$0.0004"]);
  expect(labels("nano_usd", 1e13)).toEqual(["$0", "$10k", "$20k"]);
});

test("rates and counts", () => {
  expect(labels("ratio", 0.025)).toEqual(["0%", "2.5%", "5.0%"]);
  expect(labels("tokens", 2_000)).toEqual(["0", "2,000", "4,000"]);
  expect(labels("tokens", 500_000)).toEqual(["0", "0.5M", "1.0M"]);
  expect(labels("calls", 25_000)).toEqual(["0", "25k", "50k"]);
});

test("only minutes need steps of their own: 50 seconds would not be round", () => {
  expect(valueAxis("ms", 10_000).steps).toBeUndefined();
  expect(valueAxis("ms", 3_600_000).steps).toContain(1_800_000);
});
