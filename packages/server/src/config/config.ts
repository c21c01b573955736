import { Type, type Static } from "typebox";
import type { Discount, OwnPrice } from "@promptprof/model";
import { SETTLER_DEFAULTS } from "@promptprof/otlp";
import type { Retention } from "@promptprof/store";
import { closed } from "./closed.ts";
import { AdminKeySchema, type AdminKey } from "./admin-key-schema.ts";
import { DiscountSchema, OwnPriceSchema } from "./price-schema.ts";
import { ProxySchema, type ProxyConfig } from "./proxy-schema.ts";
import { RetentionSchema } from "./retention-schema.ts";

const MIB = 2 ** 20;

export type { AdminKey };

/** What holds where neither the file nor the environment says otherwise. */
export const CONFIG_DEFAULTS = {
  listen: "127.0.0.1:4318",
  dataDir: ".promptprof",
  storeUrl: null,
  store: { mode: null, cluster: null },
  project: "default",
  allowUnauthenticated: false,
  estimateTokens: true,
  // 64 MiB is what the OTLP specification recommends; it holds before and after decompression.
  limits: { bodyBytes: 64 * MIB, waitingBytes: 1024 * MIB, waitingCalls: 200_000 },
  settle: {
    quietMs: SETTLER_DEFAULTS.quietMs,
    holdMs: SETTLER_DEFAULTS.holdMs,
    rememberMs: SETTLER_DEFAULTS.contextKeepMs,
  },
  prices: [],
  discounts: [],
  adminKeys: [],
  proxy: { upstreams: {}, rules: [] },
  retention: null,
} as const;

const Limits = closed(
  {
    bodyBytes: Type.Optional(
      Type.Integer({
        minimum: 1024,
        maximum: 1024 * MIB,
        default: CONFIG_DEFAULTS.limits.bodyBytes,
        description: "bytes of one request body, before and after decompression; more is answered 413",
      }),
    ),
    waitingBytes: Type.Optional(
      Type.Integer({
        minimum: MIB,
        maximum: 2 ** 40,
        default: CONFIG_DEFAULTS.limits.waitingBytes,
        description: "bytes on disk of calls acknowledged but not yet in the store; more is answered 503",
      }),
    ),
    waitingCalls: Type.Optional(
      Type.Integer({
        minimum: 1000,
        maximum: 100_000_000,
        default: CONFIG_DEFAULTS.limits.waitingCalls,
        description: "such calls held in memory; further ones wait on disk alone",
      }),
    ),
  },
  "bounds on what the server holds",
);

/** Ways in which a ClickHouse server keeps tables. */
export const STORE_MODES = ["plain", "replicated", "cluster", "cloud"] as const;

const StorePlace = closed(
  {
    url: Type.Optional(
      Type.String({
        format: "http-url",
        description: "URL of a ClickHouse server; absent = the embedded engine",
      }),
    ),
    mode: Type.Optional(
      Type.Unsafe<(typeof STORE_MODES)[number]>({
        type: "string",
        enum: [...STORE_MODES],
        description: "how it keeps tables; absent = as it says of itself",
      }),
    ),
    cluster: Type.Optional(
      Type.String({
        minLength: 1,
        description: "name of its cluster, in the mode cluster; SHOW CLUSTERS lists them",
      }),
    ),
  },
  "a ClickHouse server that keeps the calls",
);

const windowMs = (defaultMs: number, description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000, default: defaultMs, description }));

const Settle = closed(
  {
    quietMs: windowMs(
      CONFIG_DEFAULTS.settle.quietMs,
      "milliseconds without news after which a trace whose spans are all there becomes calls",
    ),
    holdMs: windowMs(CONFIG_DEFAULTS.settle.holdMs, "milliseconds that a trace waits for a missing parent"),
    rememberMs: windowMs(
      CONFIG_DEFAULTS.settle.rememberMs,
      "milliseconds that a trace is remembered, for spans that come late",
    ),
  },
  "how long spans wait for each other before they become calls",
);

/** `promptprof.yaml`: every key may be left out. */
export const ConfigFile = closed(
  {
    listen: Type.Optional(
      Type.String({
        format: "host-port",
        default: CONFIG_DEFAULTS.listen,
        description: "HOST:PORT to listen on, for example 127.0.0.1:4318 or [::1]:4318",
      }),
    ),
    dataDir: Type.Optional(
      Type.String({
        minLength: 1,
        default: CONFIG_DEFAULTS.dataDir,
        description: "folder of the store and the journal",
      }),
    ),
    storeUrl: Type.Optional(
      Type.String({
        format: "http-url",
        description: "URL of a ClickHouse server; absent = the embedded engine",
      }),
    ),
    store: Type.Optional(StorePlace),
    project: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        default: CONFIG_DEFAULTS.project,
        description: "project of calls that name none",
      }),
    ),
    allowUnauthenticated: Type.Optional(
      Type.Boolean({
        default: CONFIG_DEFAULTS.allowUnauthenticated,
        description: "true = whoever reaches the port may read and write everything, beyond this machine too",
      }),
    ),
    estimateTokens: Type.Optional(
      Type.Boolean({
        default: CONFIG_DEFAULTS.estimateTokens,
        description:
          "true = where a call reports no tokens but sends its text, the text is counted, marked as estimated, and forgotten",
      }),
    ),
    limits: Type.Optional(Limits),
    settle: Type.Optional(Settle),
    prices: Type.Optional(
      Type.Array(OwnPriceSchema, { description: "own prices; they beat the bundled ones", default: [] }),
    ),
    discounts: Type.Optional(
      Type.Array(DiscountSchema, {
        description: "percentages off the bundled prices; the narrowest that fits a call holds alone",
        default: [],
      }),
    ),
    adminKeys: Type.Optional(
      Type.Array(AdminKeySchema, {
        description:
          "keys that open SQL at /clickhouse; a single one may stand in PROMPTPROF_ADMIN_KEY instead",
        default: [],
      }),
    ),
    proxy: Type.Optional(ProxySchema),
    retention: Type.Optional(RetentionSchema),
  },
  "configuration of promptprof",
);
export type ConfigFile = Static<typeof ConfigFile>;

/** The configuration in force: the file, overlaid with the environment, completed with the defaults. */
export interface Config {
  readonly listen: string;
  readonly dataDir: string;
  /** `store.url` or, as it was first called, `storeUrl`. */
  readonly storeUrl: string | null;
  readonly store: { readonly mode: (typeof STORE_MODES)[number] | null; readonly cluster: string | null };
  readonly project: string;
  readonly allowUnauthenticated: boolean;
  readonly estimateTokens: boolean;
  readonly limits: {
    readonly bodyBytes: number;
    readonly waitingBytes: number;
    readonly waitingCalls: number;
  };
  readonly settle: { readonly quietMs: number; readonly holdMs: number; readonly rememberMs: number };
  readonly prices: readonly OwnPrice[];
  readonly discounts: readonly Discount[];
  readonly adminKeys: readonly AdminKey[];
  readonly proxy: ProxyConfig;
  /** null = as the store was told last: who only reads it without its configuration must not shorten anything. */
  readonly retention: Retention | null;
}

/** The JSON schema of `promptprof.yaml`, for editors and for the package. */
export function configSchema(): Record<string, unknown> {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title: "promptprof.yaml", ...ConfigFile };
}
