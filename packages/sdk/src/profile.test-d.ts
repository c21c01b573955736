// Checked by the compiler alone: what profile() gives back has the type of what it was given.
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import OpenAI, { AzureOpenAI } from "openai";
import { profile } from "./profile.ts";

/** Compiles only where both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_proof: Same<A, B>): void {}

class Own extends OpenAI {
  readonly mine = "mine";
}

const openai = profile(new OpenAI());
same<typeof openai, OpenAI>(true);
same<typeof openai.chat.completions.create, OpenAI["chat"]["completions"]["create"]>(true);
same<ReturnType<typeof openai.withOptions>, ReturnType<OpenAI["withOptions"]>>(true);

const azure = profile(new AzureOpenAI());
same<typeof azure, AzureOpenAI>(true);
const own = profile(new Own());
same<typeof own, Own>(true);
same<typeof own.mine, "mine">(true);

const anthropic = profile(new Anthropic(), { team: "search" });
same<typeof anthropic, Anthropic>(true);
same<typeof anthropic.messages.create, Anthropic["messages"]["create"]>(true);
same<ReturnType<typeof anthropic.withOptions>, ReturnType<Anthropic["withOptions"]>>(true);

const google = profile(new GoogleGenAI({}));
same<typeof google, GoogleGenAI>(true);
same<typeof google.models.generateContentStream, GoogleGenAI["models"]["generateContentStream"]>(true);

// @ts-expect-error -- a string is no client
profile("client");
// @ts-expect-error -- neither is nothing
profile(undefined);
// @ts-expect-error -- a project is a text
profile(new OpenAI(), { project: 7 });
// @ts-expect-error -- no such option
profile(new OpenAI(), { projekt: "shop" });
