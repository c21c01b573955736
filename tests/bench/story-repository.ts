import { TestRepository } from "../../packages/bench/src/git/test-repository.case.ts";

const NAMES = "Lily Tom Sue Ben Max Ann Sam Mia Tim Amy Bob Zoe Jack Lucy Spot Anna".split(" ");

/** 1 dollar per million tokens of input and 2 of output, so that every call has a cost that a test can work out. */
const suiteOf = (url: string): string => `
name: stories
prompts: [prompts/story.md]
datasets: [{ file: heroes.jsonl }]
providers:
  - id: tiny
    type: openai
    url: "${url}/v1"
    model: stories260k
    parameters: { max_tokens: 8, temperature: 0 }
limits: { concurrency: 1 }
prices: [{ model: stories260k, inputUsdPerMTok: 1, outputUsdPerMTok: 2 }]
# A test machine is busy with other tests; a prompt that is as long as before is not to fail by that.
margins: { latency_p50: 1, latency_p95: 1, ttft: 1, tpot: 1 }
`;

const EXAMPLE = "One day a cat saw a big red ball. The cat was happy. ";

export interface Story {
  readonly label?: string;
  readonly rules?: string;
  /** How many examples stand under "Examples". */
  readonly examples?: number;
}

/** A prompt of three segments; "Examples" begins on line 6. */
export function story({ label = "first", rules = "Rules", examples = 1 }: Story): string {
  const lines = ["---", `label: ${label}`, "---", `## ${rules}`, "Tell a story.", "## Examples"];
  return [...lines, EXAMPLE.repeat(examples).trim(), "## Story", "Once {{hero}} went to", ""].join("\n");
}

/** Two commits: the prompt before a change and after it. */
export function storyRepository(path: string, url: string, before: string, after: string): void {
  const repository = new TestRepository(path);
  repository.write("promptprof.bench.yaml", suiteOf(url));
  const rows = NAMES.map((hero) => JSON.stringify({ id: hero.toLowerCase(), hero }));
  repository.write("heroes.jsonl", rows.join("\n"));
  repository.save("prompts/story.md", before, "before");
  repository.save("prompts/story.md", after, "after");
}
