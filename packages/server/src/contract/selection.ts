import { Type, type Static } from "typebox";

/** Which calls a question is about. A missing field does not filter; the empty string means "has none". */
export const Selection = Type.Object({
  from: Type.Optional(
    Type.String({ description: "start, inclusive; ISO 8601 or epoch ms; default 24 h before `to`" }),
  ),
  to: Type.Optional(Type.String({ description: "end, exclusive; ISO 8601 or epoch ms; default now" })),
  project: Type.Optional(Type.String()),
  environment: Type.Optional(Type.String()),
  service: Type.Optional(Type.String()),
  team: Type.Optional(Type.String()),
  prompt: Type.Optional(Type.String({ description: "prompt name; empty = calls without a prompt" })),
  version: Type.Optional(Type.String()),
  model: Type.Optional(Type.String({ description: "the answering model, else the requested one" })),
});
export type Selection = Static<typeof Selection>;
