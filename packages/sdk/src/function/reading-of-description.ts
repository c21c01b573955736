import type { RequestFacts } from "@promptprof/anatomy";
import { REPLY_SHAPES } from "@promptprof/model/replies";
import { requestOf, type ModelApi } from "../client/model-api.ts";
import type { Provider } from "../client/provider-of.ts";
import { isRecord, textOf } from "../is-record.ts";
import type { PromptIdentity } from "../prompts/rendered-messages.ts";
import { wireOfItem, wireOfReply } from "../stated/wire-of-stated.ts";
import { warnOnce } from "../warn-once.ts";
import type { AnyDescription, Read } from "./call-description.ts";

/** A description with its defaults filled in. What it has does not throw. */
export interface CallReading {
  readonly provider: Provider;
  readonly api: ModelApi;
  readonly prompt: string | PromptIdentity | null;
  readonly request: (args: readonly unknown[]) => RequestFacts;
}

type Convert = (value: unknown) => unknown;

const NOTHING = {};
const A_PIECE_OF_TEXT = wireOfItem({ carries: "text" });

/** @throws TypeError for a wire format that there is none of */
export function readingOf(describe: AnyDescription): CallReading {
  const { provider, operation, prompt } = describe;
  if (describe.shape !== undefined && !REPLY_SHAPES.includes(describe.shape))
    throw new TypeError(`shape must be one of ${REPLY_SHAPES.join(", ")}, got "${describe.shape}"`);
  const api: ModelApi = {
    path: ["function"],
    operation: operation ?? "chat",
    ...(describe.shape === undefined ? stated(describe) : inWireFormat(describe.shape, describe)),
  };
  return {
    provider: { name: provider, address: null, port: null },
    api,
    prompt: prompt ?? null,
    request: (args) => {
      const body = guarded(() => bodyOf(describe, args), NOTHING);
      const request = requestOf(api, body);
      return { ...request, model: guarded(() => modelOf(describe, args), null) ?? request.model };
    },
  };
}

type Reading = Required<Pick<ModelApi, "shape" | "toWire" | "itemToWire">>;

function stated({ reply, item }: AnyDescription): Reading {
  return {
    shape: "openai-chat",
    toWire: guard(reply === undefined ? () => NOTHING : (value) => wireOfReply(record(read(reply, [value])))),
    itemToWire: guard(
      item === undefined ? () => A_PIECE_OF_TEXT : (value) => wireOfItem(record(read(item, [value]))),
    ),
  };
}

function inWireFormat(shape: ModelApi["shape"], { reply, item }: AnyDescription): Reading {
  return { shape, toWire: ownOrSame(reply), itemToWire: ownOrSame(item) };
}

function ownOrSame(own: Read | undefined): Convert {
  return own === undefined ? (value) => value : guard((value) => read(own, [value]));
}

function bodyOf({ shape, request }: AnyDescription, args: readonly unknown[]): unknown {
  if (request !== undefined) return read(request, args);
  return shape === undefined ? NOTHING : args[0];
}

function modelOf({ model }: AnyDescription, args: readonly unknown[]): string | null {
  return textOf(typeof model === "function" ? read(model, args) : model);
}

function read(own: Read, args: readonly unknown[]): unknown {
  return Reflect.apply(own, undefined, args);
}

/** What a description gives where it should give an object is nothing known. */
function record(value: unknown): object {
  return isRecord(value) ? value : NOTHING;
}

function guard(convert: Convert): Convert {
  return (value) => guarded(() => convert(value), NOTHING);
}

function guarded<Value>(work: () => Value, otherwise: Value): Value {
  try {
    return work();
  } catch (error) {
    const name = error instanceof Error ? error.name : "something";
    warnOnce(
      "describe",
      `a description of a function's calls throws (${name}); they are profiled without it`,
    );
    return otherwise;
  }
}
