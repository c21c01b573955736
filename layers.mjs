// Who may import whom. dependency-cruiser reads it, ARCHITECTURE.md prints it, and nothing else decides.
// A package may import what its row lists and nothing more; imports only go down.
export const layers = {
  model: [],
  stats: [],
  anatomy: ["model"],
  tokens: ["model"],
  otlp: ["model"],
  sdk: ["model", "anatomy"],
  store: ["model", "stats"],
  server: ["model", "stats", "anatomy", "tokens", "otlp", "store"],
  bench: ["model", "stats", "anatomy", "tokens", "sdk"],
  action: ["bench"],
  web: ["model", "server/contract"],
  cli: ["model", "stats", "anatomy", "otlp", "store", "server", "bench"],
};

/** Outside packages that only one layer may touch: the engine, HTTP, the wire format. */
export const owners = {
  chdb: ["store"],
  "@clickhouse/client": ["store"],
  fastify: ["server"],
  protobufjs: ["otlp"],
  react: ["web"],
  commander: ["cli"],
  "gpt-tokenizer": ["tokens"],
};

/** Packages that hold words and numbers alone: no I/O and no clock, so no built-in module but the hash. */
export const pure = ["model", "stats", "anatomy"];
