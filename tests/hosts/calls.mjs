// A program with the SDK in an ES module. How it ends is its argument.
import { flush, profileFunction } from "@promptprof/sdk";
import { profileMiddleware } from "@promptprof/sdk/ai";
import { promptprofHandler } from "@promptprof/sdk/langchain";

const ask = profileFunction(async () => ({ written: 5 }), {
  provider: "gateway",
  model: `esm-${typeof profileMiddleware}-${typeof promptprofHandler}`,
  reply: ({ written }) => ({ outputTokens: written }),
});

await ask();
if (process.argv[2] === "flush-and-exit") {
  await flush();
  process.exit(0);
}
if (process.argv[2] === "throw") setTimeout(() => JSON.parse("{"));
