import { didYouMean } from "@promptprof/model";
import type { TSchema } from "typebox";
import { parseAddress } from "../http/address.ts";

export type Path = readonly (string | number)[];

/** One mistake: where (`key` = the key itself is wrong, not its value) and, in words, what would be right. */
export interface Mistake {
  readonly path: Path;
  readonly at: "key" | "value";
  readonly text: string;
}

/** The part of JSON schema that the configuration and the questions of the API use. */
interface Rules {
  readonly type?: string;
  readonly enum?: readonly string[];
  /** The one text that is right. */
  readonly const?: string;
  /** One of several; mistakes are told of all of them at once. */
  readonly anyOf?: readonly TSchema[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  /** Rules for keys that are not among `properties`, one for all; without it such keys are unknown. */
  readonly patternProperties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
}

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isoDay(text) === text,
  sha256: (text) => /^[0-9a-f]{64}$/i.test(text),
  "host-port": (text) => parseAddress(text) !== null,
  "http-url": (text) => ["http:", "https:"].includes(protocolOf(text)),
};

/**
 * Every mistake of a value against a schema, not the first alone: who starts a server with five typos wants to
 * hear of five. The library's own validator stops at the first bad element of a list and cannot tell a key from a value.
 */
export function checkValue(schema: TSchema, value: unknown, path: Path = []): Mistake[] {
  const rules: Rules = schema;
  if (rules.type === "object") return checkObject(rules, value, path);
  if (rules.type === "array") return checkArray(rules, value, path);
  return fits(rules, value) ? [] : [wrong(path, `${shown(value)} is not ${expected(rules)}`)];
}

function checkObject(rules: Rules, value: unknown, path: Path): Mistake[] {
  if (!isRecord(value)) return [wrong(path, `${shown(value)} is not a mapping of ${mappingOf(rules)}`)];
  const others = Object.keys(value).filter((key) => !known(rules).includes(key));
  const [free] = Object.values(rules.patternProperties ?? {});
  const missing = (rules.required ?? []).filter((key) => value[key] === undefined);
  const present = Object.entries(rules.properties ?? {}).filter(([key]) => value[key] !== undefined);
  return [
    ...others.flatMap((key): Mistake[] =>
      free === undefined
        ? [{ path: [...path, key], at: "key", text: unknownKey(key, known(rules)) }]
        : checkValue(free, value[key], [...path, key]),
    ),
    ...missing.map((key) => wrong(path, `${key} is missing: ${expectedOf(rules.properties?.[key])}`)),
    ...present.flatMap(([key, inner]) => checkValue(inner, value[key], [...path, key])),
  ];
}

function mappingOf(rules: Rules): string {
  const keys = known(rules);
  return keys.length > 0 ? keys.join(", ") : (rules.description ?? "names to values");
}

function checkArray(rules: Rules, value: unknown, path: Path): Mistake[] {
  if (!Array.isArray(value)) return [wrong(path, `${shown(value)} is not a list`)];
  const items = rules.items;
  return items === undefined ? [] : value.flatMap((item, i) => checkValue(items, item, [...path, i]));
}

function fits(rules: Rules, value: unknown): boolean {
  if (rules.anyOf !== undefined) return rules.anyOf.some((inner) => fits(inner, value));
  if (rules.type === "null") return value === null;
  if (rules.const !== undefined) return value === rules.const;
  if (rules.enum !== undefined) return typeof value === "string" && rules.enum.includes(value);
  if (rules.type === "boolean") return typeof value === "boolean";
  if (rules.type === "string") return typeof value === "string" && fitsText(rules, value);
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if (rules.type === "integer" && !Number.isSafeInteger(value)) return false;
  return value >= (rules.minimum ?? -Infinity) && value <= (rules.maximum ?? Infinity);
}

function fitsText(rules: Rules, text: string): boolean {
  if (text.length < (rules.minLength ?? 0) || text.length > (rules.maxLength ?? Infinity)) return false;
  return rules.format === undefined || FORMATS[rules.format]?.(text) === true;
}

function expected(rules: Rules): string {
  const meaning = rules.description === undefined ? "" : ` (${rules.description})`;
  if (rules.anyOf !== undefined) return `${rules.anyOf.map(expected).join(" or ")}${meaning}`;
  if (rules.type === "null") return "null";
  if (rules.const !== undefined) return rules.const;
  if (rules.enum !== undefined) return `one of ${rules.enum.join(", ")}`;
  if (rules.type === "boolean") return `true or false${meaning}`;
  if (rules.type === "string") return `a fitting text${meaning}`;
  return `${rules.type === "integer" ? "a whole number" : "a number"}${bounds(rules)}${meaning}`;
}

function bounds({ minimum, maximum }: Rules): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? "" : ` of at most ${maximum}`;
}

function unknownKey(key: string, keys: readonly string[]): string {
  const meant = didYouMean(key, keys);
  return meant === null ? `unknown key; known are ${keys.join(", ")}` : `unknown key; did you mean ${meant}?`;
}

function wrong(path: Path, text: string): Mistake {
  return { path, at: "value", text };
}

function known(rules: Rules): string[] {
  return Object.keys(rules.properties ?? {});
}

function expectedOf(schema: TSchema | undefined): string {
  return schema === undefined ? "" : expected(schema);
}

/** A wrong value as it is quoted in a message: short, and on one line. */
export function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

function isoDay(text: string): string | null {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}

function protocolOf(text: string): string {
  try {
    return new URL(text).protocol;
  } catch {
    return "";
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
