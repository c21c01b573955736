// OpenAI images, transcriptions and speech: a reply that is a picture or a text, with the usage of Responses where the
// model bills by tokens (gpt-image-1, gpt-4o-transcribe) and `{type: "duration", seconds}` or nothing where it does
// not (whisper-1, dall-e). Fields: OpenAI API reference, "The image generation response", "The transcription object"
// and their streaming events (types of npm openai 6.49.0).
import { carriedIf } from "./carried.ts";
import { stateResponseUsage } from "./openai-responses.ts";
import type { ShapeReader } from "./shape-reader.ts";

export const openaiMedia: ShapeReader = {
  readBody: (body, draft) => draft.takeUsage(body["usage"]),
  readEvent: (event, draft) => {
    draft.takeUsage(event["usage"]);
    return event["type"] === "transcript.text.delta" ? carriedIf(event["delta"], "text") : "nothing";
  },
  stateUsage: (draft) => stateResponseUsage(draft.usage),
};
