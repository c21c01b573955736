import { nanoUsd } from "@promptprof/model";
import type { CostColumn, DurationColumn, TimeColumn } from "./map/column-map.ts";

/** A value of one field, or what is wrong with it; null = the field is empty and the value unknown. */
export type FieldValue<Value> = { readonly value: Value | null } | { readonly wrong: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const ISO_8601 = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/;
const MS_PER_UNIT = { s: 1000, ms: 1 } as const;

/** A time in epoch ms. ISO 8601 without a zone is read as UTC. */
export function timeOf(text: string, { column, unit }: TimeColumn): FieldValue<number> {
  if (text === "") return { wrong: `${column} is empty: every call needs a time` };
  const time = unit === "iso" ? isoTime(text) : numberOf(text) * MS_PER_UNIT[unit];
  if (Number.isFinite(time)) return { value: time };
  return {
    wrong: `${column} must be ${unit === "iso" ? "a time like 2026-11-24T14:05:00Z" : "a number"}, got ${shown(text)}`,
  };
}

function isoTime(text: string): number {
  const [, day, clock = "00:00", zone = "Z"] = ISO_8601.exec(text) ?? [];
  return day === undefined ? Number.NaN : Date.parse(`${day}T${clock}${zone}`);
}

/** A whole number of tokens >= 0. `638.0` is 638: tables that had gaps are often written so. */
export function tokensOf(text: string, column: string): FieldValue<number> {
  if (text === "") return { value: null };
  const tokens = numberOf(text);
  if (Number.isSafeInteger(tokens) && tokens >= 0) return { value: tokens };
  return { wrong: `${column} must be a whole number of tokens >= 0, got ${shown(text)}` };
}

/** A duration in ms. Empty is unknown and not 0: a made-up 0 would sit in every percentile. */
export function durationOf(text: string, { column, unit }: DurationColumn): FieldValue<number> {
  if (text === "") return { value: null };
  const duration = numberOf(text) * MS_PER_UNIT[unit];
  if (Number.isFinite(duration) && duration >= 0) return { value: duration };
  return { wrong: `${column} must be a number >= 0 (${unit}), got ${shown(text)}` };
}

/** A cost in dollars, also in e-notation, to the nearest nano-dollar. */
export function costOf(text: string, { column, zero }: CostColumn): FieldValue<number> {
  if (text === "") return { value: null };
  const cost = nanoUsd(numberOf(text));
  if (cost === 0 && zero === "unknown") return { value: null };
  if (Number.isSafeInteger(cost) && cost >= 0) return { value: cost };
  return { wrong: `${column} must be dollars from 0 to 9,007,199, got ${shown(text)}` };
}

function numberOf(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
