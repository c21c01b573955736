import { parsedJson } from "../json/json.ts";

/** The events of a streamed answer: server-sent events or one JSON object a line. What does not parse is passed over. */
export async function* readEvents(response: Response): AsyncGenerator {
  const isLines = !/event-stream/.test(response.headers.get("content-type") ?? "");
  for await (const line of linesOf(response)) {
    const data = isLines ? line : /^data: ?(.*)$/.exec(line)?.[1];
    const event = data === undefined ? undefined : parsedJson(data);
    if (event !== undefined) yield event;
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of response.body) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
