/** The instrumentation scope of all our spans. The version is the package's. */
export const SCOPE = { name: "@promptprof/sdk", version: "0.1.0" } as const;
