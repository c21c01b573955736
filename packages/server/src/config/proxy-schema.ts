import { REPLY_SHAPES, type ReplyShape } from "@promptprof/model";
import { Type } from "typebox";
import { closed } from "./closed.ts";

export const UpstreamUrl = Type.String({
  format: "http-url",
  description:
    "where the requests go, with the path that comes before theirs, for example http://127.0.0.1:8000",
});

const Upstream = closed(
  {
    url: Type.Optional(UpstreamUrl),
    provider: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "OpenTelemetry provider name; absent = by the host, where it belongs to one",
      }),
    ),
    shape: Type.Optional(
      Type.Unsafe<ReplyShape>({
        type: "string",
        enum: [...REPLY_SHAPES],
        description: "wire format of its replies; absent = by the path of each request",
      }),
    ),
    includeUsage: Type.Optional(
      Type.Boolean({
        default: false,
        description: "true = OpenAI chat streams are asked for their usage, and the extra chunk is hidden",
      }),
    ),
  },
  "an upstream of the proxy",
);

const word = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 512, description }));

const Match = closed(
  {
    upstream: word("name of the upstream"),
    path: word("path of the request after /proxy/NAME; * stands for any text"),
    model: word("model that the request names; * stands for any text"),
    system: word("text that the system prompt contains"),
    header: Type.Optional(
      Type.Record(Type.String(), Type.String({ description: "value of the header; * stands for any text" }), {
        description: "headers of the request, all of them",
      }),
    ),
  },
  "what a request must be like; all that is given must hold",
);

const Rule = closed(
  {
    match: Match,
    prompt: Type.String({ minLength: 1, maxLength: 512, description: "prompt that such calls belong to" }),
    version: word("version of the prompt"),
    team: word("team that such calls belong to"),
  },
  "names calls of the proxy",
);

export const ProxySchema = closed(
  {
    upstreams: Type.Optional(
      Type.Record(Type.String(), Upstream, {
        description: "upstreams by name, beside openai, anthropic and gemini; /proxy/NAME/ leads there",
        default: {},
      }),
    ),
    rules: Type.Optional(
      Type.Array(Rule, {
        description: "names for calls whose requests name no prompt; the first that fits decides",
        default: [],
      }),
    ),
  },
  "the pass-through proxy",
);

/** An upstream as it is configured. */
export interface UpstreamEntry {
  readonly url?: string;
  readonly provider?: string;
  readonly shape?: ReplyShape;
  readonly includeUsage?: boolean;
}

/** A rule as it is configured. */
export interface NameRule {
  readonly match: {
    readonly upstream?: string;
    readonly path?: string;
    readonly model?: string;
    readonly system?: string;
    readonly header?: Readonly<Record<string, string>>;
  };
  readonly prompt: string;
  readonly version?: string;
  readonly team?: string;
}

export interface ProxyConfig {
  readonly upstreams: Readonly<Record<string, UpstreamEntry>>;
  readonly rules: readonly NameRule[];
}
