import { z } from "zod";
import type { FunctionCall } from "../providers/function-provider.ts";
import type { RenderFunction } from "../prompts/function-prompt.ts";
import {
  closed,
  code,
  json,
  listOf,
  mapping,
  oneOf,
  positive,
  text,
  whole,
  yesOrNo,
} from "../schema/fields.ts";
import { fieldsOf } from "../json/json.ts";
import { scorerEntrySchema } from "../scorers/make-scorer.ts";
import type { SuiteFile } from "./suite-file.ts";

const parameters = mapping(json, "sent to the model as they are, for example { temperature: 0 }").optional();
const tools = listOf(json, "tools that the model may call, as its provider takes them").optional();

const Message = closed(
  {
    role: oneOf(["system", "user", "assistant"], "whose message it is"),
    content: text("text, with {{variable}} where a value goes"),
  },
  "a message",
);

const PromptEntry = closed(
  {
    name: text("name of the prompt; without it, that of its file").optional(),
    file: text("path from the suite's folder of a .prompt, .md or .txt file").optional(),
    text: text("the prompt itself, with {{variable}} where a value goes").optional(),
    messages: listOf(Message, "the prompt's messages").optional(),
    render: code<RenderFunction>("fills in a case and answers a text, messages, or a request").optional(),
    model: text("model that it is for; without it, that of its file or of the provider").optional(),
    parameters,
    tools,
  },
  "a prompt",
);

const DATASET_FIELDS = {
  expected: text("column of the expected value; without it, expected").optional(),
  name: text("column of the case's name; without it, id, or a hash of the case").optional(),
  cluster: text("column that says which cases belong together: a document, a user").optional(),
  tags: listOf(text("a column"), "columns that slices are made of").optional(),
  prompts: listOf(text("name of a prompt"), "prompts that the cases are for; without it, all").optional(),
};

const DatasetFile = closed(
  {
    file: text("path from the suite's folder of a .jsonl, .csv, .yaml or .json file"),
    ...DATASET_FIELDS,
    limit: whole(1, 10_000_000, "cases to take, the first ones; without it, all").optional(),
  },
  "a dataset",
);

const DatasetInline = closed(
  { cases: listOf(mapping(json, "a case: its variables"), "the cases"), ...DATASET_FIELDS },
  "cases that stand in the suite",
);

const providerFields = {
  id: text("name of the provider in this suite"),
  model: text("model of every call, whatever the prompt says; without it, the prompt's").optional(),
  parameters,
  provider: text("OpenTelemetry provider name, for prices; without it, that of the type").optional(),
};

const httpFields = {
  ...providerFields,
  url: z
    .url({ protocol: /^https?$/, error: "a URL (where the API is, for example http://127.0.0.1:8000/v1)" })
    .describe("where the API is, for example http://127.0.0.1:8000/v1")
    .optional(),
  key: text("name of the variable that holds the key, for example OPENAI_API_KEY").optional(),
  stream: yesOrNo("false = answers are asked for as a whole, without a time to the first token").optional(),
};

const ProviderEntry = z.discriminatedUnion(
  "type",
  [
    closed({ type: z.literal("openai"), ...httpFields }, "an API that speaks as OpenAI's chat completions"),
    closed({ type: z.literal("anthropic"), ...httpFields }, "Anthropic's API"),
    closed({ type: z.literal("gemini"), ...httpFields }, "Gemini's API"),
    closed({ type: z.literal("ollama"), ...httpFields }, "Ollama's API"),
    closed(
      {
        type: z.literal("command"),
        ...providerFields,
        command: listOf(text("a word of it"), "program and arguments; gets the request as JSON on stdin"),
      },
      "a command",
    ),
    closed(
      {
        type: z.literal("function"),
        ...providerFields,
        call: code<FunctionCall>("takes a request and answers a text, or a reply with its token counts"),
      },
      "a function",
    ),
  ],
  { error: "one of openai, anthropic, gemini, ollama, command, function" },
);

const Limits = closed(
  {
    concurrency: whole(1, 1000, "calls in flight at once; without it, 4").optional(),
    requestsPerMinute: positive("calls a minute at most").optional(),
    retries: whole(0, 20, "further attempts of a call; without it, 3").optional(),
    timeoutMs: whole(1, 3_600_000, "milliseconds of one attempt; without it, 120000").optional(),
    minutes: positive("minutes after which no further call is made").optional(),
  },
  "limits on calls",
);

const usd = (what: string) =>
  z
    .number({ error: `a number of at least 0 (${what})` })
    .min(0)
    .describe(what);

const Price = closed(
  {
    model: text("the model's name; * stands for any text"),
    provider: text("OpenTelemetry provider name; without it, any").optional(),
    inputUsdPerMTok: usd("US dollars per million tokens of input"),
    outputUsdPerMTok: usd("US dollars per million tokens of output"),
    cacheReadUsdPerMTok: usd("US dollars per million tokens of input read from a cache").optional(),
    cacheWriteUsdPerMTok: usd("US dollars per million tokens of input written to a cache").optional(),
  },
  "an own price; it beats the price list",
);

/** The one schema of a suite: what is checked, and what is published. */
export const SuiteFileSchema: z.ZodType<SuiteFile> = closed(
  {
    $schema: text("where an editor finds the schema of this file").optional(),
    name: text("name of the suite; without it, that of its folder").optional(),
    prompts: listOf(
      z.union([z.string({ error: "a path of a file, or a mapping (a prompt)" }), PromptEntry]),
      "prompts",
    ),
    datasets: listOf(
      z.union([
        z.string({ error: "a path of a file, or a mapping (a dataset)" }),
        DatasetFile,
        DatasetInline,
      ]),
      "what the prompts are filled in with",
    ),
    providers: listOf(ProviderEntry, "where the calls go"),
    scorers: listOf(z.unknown(), "what judges the replies").optional(),
    repeats: whole(1, 1000, "calls of each case on each side; without it, 1").optional(),
    limits: Limits.optional(),
    maxUsd: positive("US dollars that a run may spend").optional(),
    margins: mapping(positive("how much worse does not matter"), "margins by metric").optional(),
    gate: json.describe("what fails a pull request").optional(),
    prices: listOf(Price, "own prices").optional(),
    keepReplies: yesOrNo("false = texts of replies are scored and forgotten").optional(),
  },
  "a suite",
);

/** The JSON schema of `promptprof.bench.yaml`, for editors and for the package. */
export function suiteSchema(): object {
  const schema = z.toJSONSchema(SuiteFileSchema, { unrepresentable: "any" });
  const scorers = { ...fieldsOf(schema.properties?.["scorers"]), items: scorerEntrySchema() };
  return { title: "promptprof.bench.yaml", ...schema, properties: { ...schema.properties, scorers } };
}
