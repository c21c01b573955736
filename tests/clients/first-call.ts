// The README's first program. OPENAI_BASE_URL and OPENAI_API_KEY say which model, PROMPTPROF_ENDPOINT where promptprof is.
import { flush, profile, prompt } from "@promptprof/sdk";
import OpenAI from "openai";

const client = profile(new OpenAI());
const story = prompt("story", "Once upon a time, {{hero}} went to the {{place}}.");

const stream = await client.chat.completions.create({
  model: process.env["MODEL"] ?? "gpt-4.1-mini",
  stream: true,
  max_tokens: 60,
  ...story.render({ hero: "Lily", place: "park" }),
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? "");

await flush();
