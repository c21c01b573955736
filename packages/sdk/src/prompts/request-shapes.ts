import type { PromptMessage } from "./prompt-definition.ts";

/** What is needed to write a request of any provider. */
export interface RequestBuild {
  readonly turns: readonly Turn[];
  /** Before which turn the conversation so far goes. */
  readonly historyAt: number;
  readonly history: readonly object[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A message before it has a provider's form. */
export interface Turn {
  readonly role: PromptMessage["role"];
  readonly text: string;
  /** Remembers which prompt an object came from, and gives it back. */
  readonly mark: <Message extends object>(message: Message) => Message;
}

interface Said<Role> {
  role: Role;
  content: string;
}

type ChatMessage = Said<"system" | "user" | "assistant">;
type Speaker = "user" | "assistant";
interface Chat<Message> {
  messages: Message[];
}
interface TextPart {
  text: string;
}

/** The part of a request that holds the prompt, by provider. `Earlier` are messages of the conversation so far. */
export interface Requests<Earlier> {
  /** Chat completions, of OpenAI and all that speak like it. */
  openai: Chat<PromptMessage | Earlier>;
  responses: { input: (PromptMessage | Earlier)[] };
  anthropic: { system?: { type: "text"; text: string }[] } & Chat<Said<Speaker> | Earlier>;
  gemini: {
    contents: ({ role: "user" | "model"; parts: TextPart[] } | Earlier)[];
    config?: { systemInstruction?: { parts: TextPart[] } };
  };
  bedrock: { system?: TextPart[] } & Chat<{ role: Speaker; content: TextPart[] } | Earlier>;
  ollama: Chat<ChatMessage | Earlier>;
  mistral: Chat<ChatMessage | Earlier>;
  cohere: Chat<ChatMessage | Earlier>;
  /** Vercel's, from version 6 on: it copies messages, and hands on their `providerOptions` alone. */
  "ai-sdk": { system?: CopiedMessage<"system">[] } & Chat<CopiedMessage<Speaker> | Earlier>;
}

type CopiedMessage<Role> = Said<Role> & { providerOptions: Record<string, never> };

export type RequestShape = keyof Requests<never>;
export type RequestOf<Shape extends RequestShape, Earlier> = Requests<Earlier>[Shape];

const SHAPES: { readonly [Shape in RequestShape]: (build: RequestBuild) => RequestOf<Shape, object> } = {
  openai: (build) => ({ ...settings(build), messages: all(build, asWritten) }),
  responses: (build) => ({ ...settings(build), input: all(build, asWritten) }),
  anthropic: (build) => ({
    ...settings(build),
    ...system(build, ({ text }) => ({ type: "text", text })),
    messages: conversation(build, ({ role, text, mark }) => mark({ role: speaker(role), content: text })),
  }),
  gemini: (build) => {
    const { system: parts } = system(build, ({ text }) => ({ text }));
    const config = {
      ...fieldsOf(build.parameters["config"]),
      ...build.config,
      ...(parts !== undefined && { systemInstruction: { parts } }),
    };
    const contents = conversation(build, ({ role, text, mark }) =>
      mark({ role: role === "assistant" ? ("model" as const) : ("user" as const), parts: [{ text }] }),
    );
    return { ...build.parameters, contents, ...(Object.keys(config).length > 0 && { config }) };
  },
  bedrock: ({ parameters: { model, ...parameters }, ...build }) => ({
    ...(model !== undefined && { modelId: model }),
    ...parameters,
    ...(Object.keys(build.config).length > 0 && { inferenceConfig: build.config }),
    ...system({ ...build, parameters }, ({ text }) => ({ text })),
    messages: conversation({ ...build, parameters }, ({ role, text, mark }) =>
      mark({ role: speaker(role), content: [{ text }] }),
    ),
  }),
  ollama: (build) => ({
    ...build.parameters,
    ...(Object.keys(build.config).length > 0 && { options: build.config }),
    messages: all(build, asChat),
  }),
  mistral: (build) => ({ ...settings(build), messages: all(build, asChat) }),
  cohere: (build) => ({ ...settings(build), messages: all(build, asChat) }),
  "ai-sdk": (build) => ({
    ...settings(build),
    ...system(build, ({ text, mark }) => copied("system", text, mark), false),
    messages: conversation(build, ({ role, text, mark }) => copied(speaker(role), text, mark)),
  }),
};

/** @throws TypeError for a provider that is not known */
export function buildRequest(shape: RequestShape, build: RequestBuild): object {
  if (!Object.hasOwn(SHAPES, shape))
    throw new TypeError(`renderFor takes one of ${Object.keys(SHAPES).join(", ")}, got "${shape}"`);
  return SHAPES[shape](build);
}

function settings({ parameters, config }: RequestBuild): Readonly<Record<string, unknown>> {
  return { ...config, ...parameters };
}

/** Every message, with the conversation so far in its place. */
function all<Message>(build: RequestBuild, write: (turn: Turn) => Message): (Message | object)[] {
  const messages = build.turns.map(write);
  return [...messages.slice(0, build.historyAt), ...build.history, ...messages.slice(build.historyAt)];
}

/** The same without instructions, for providers that take them apart. */
function conversation<Message>(build: RequestBuild, write: (turn: Turn) => Message): (Message | object)[] {
  const historyAt = spoken(build.turns.slice(0, build.historyAt)).length;
  return all({ ...build, turns: spoken(build.turns), historyAt }, write);
}

function spoken(turns: readonly Turn[]): readonly Turn[] {
  return turns.filter((turn) => !isInstruction(turn));
}

function system<Block extends object>(
  build: RequestBuild,
  write: (turn: Turn) => Block,
  marks = true,
): { system?: Block[] } {
  const blocks = build.turns.filter(isInstruction).map((turn) => {
    const block = write(turn);
    return marks ? turn.mark(block) : block;
  });
  return blocks.length === 0 ? {} : { system: blocks };
}

function isInstruction({ role }: Turn): boolean {
  return role === "system" || role === "developer";
}

function speaker(role: PromptMessage["role"]): Speaker {
  return role === "assistant" ? "assistant" : "user";
}

function asWritten({ role, text, mark }: Turn): PromptMessage {
  return mark({ role, content: text });
}

function asChat(turn: Turn): ChatMessage {
  return turn.mark({ role: isInstruction(turn) ? "system" : speaker(turn.role), content: turn.text });
}

function copied<Role>(role: Role, content: string, mark: Turn["mark"]): CopiedMessage<Role> {
  return { role, content, providerOptions: mark({}) };
}

function fieldsOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
