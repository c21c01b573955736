import { defineConfig } from "vitest/config";

// The sources are tested, never dist: a stale build must not make a test pass.
const conditions = ["@promptprof/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "tests/**/*.test.ts", "benchmarks/**/*.test.ts"],
    reporters: ["default", "./scripts/closing-line.mjs"],
    // Two cores: more workers than that only make the real engine and the real browser wait for each other.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
