import ts from "typescript";
import { defineConfig, type Plugin } from "vitest/config";

// The sources are tested, never dist: a stale build must not make a test pass.
const conditions = ["@promptprof/source"];

/** Neither the bundler nor Node 20 knows decorators, so files that have some are compiled as their users compile them. */
const decorators: Plugin = {
  name: "decorators",
  enforce: "pre",
  transform: (code, id) => {
    if (!id.endsWith(".decorated.ts")) return null;
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    return { code: ts.transpileModule(code, { compilerOptions }).outputText, map: null };
  },
};

export default defineConfig({
  plugins: [decorators],
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
