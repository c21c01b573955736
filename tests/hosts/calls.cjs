// The same program in CommonJS.
const { flush, profileFunction } = require("@promptprof/sdk");
const { profileMiddleware } = require("@promptprof/sdk/ai");
const { promptprofHandler } = require("@promptprof/sdk/langchain");

const ask = profileFunction(async () => ({ written: 5 }), {
  provider: "gateway",
  model: `cjs-${typeof profileMiddleware}-${typeof promptprofHandler}`,
  reply: ({ written }) => ({ outputTokens: written }),
});

void ask().then(async () => {
  if (process.argv[2] !== "flush-and-exit") return;
  await flush();
  process.exit(0);
});
