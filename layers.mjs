// Who may import whom. dependency-cruiser reads it, ARCHITECTURE.md prints it, and nothing else decides.
// A package may import what its row lists and nothing more; imports only go down.
export const layers = {
  model: [],
  anatomy: ["model"],
  otlp: ["model"],
  sdk: ["model", "anatomy"],
  store: ["model"],
  server: ["model", "anatomy", "otlp", "store"],
  web: ["model", "server/contract"],
  cli: ["model", "anatomy", "otlp", "store", "server"],
};

/** Outside packages that only one layer may touch: the engine, HTTP, the wire format. */
export const owners = {
  chdb: ["store"],
  "@clickhouse/client": ["store"],
  fastify: ["server"],
  protobufjs: ["otlp"],
  react: ["web"],
  commander: ["cli"],
  "gpt-tokenizer": ["server"],
};

/** Packages that hold words and numbers alone: no I/O and no clock, so no built-in module but the hash. */
export const pure = ["model", "anatomy"];
