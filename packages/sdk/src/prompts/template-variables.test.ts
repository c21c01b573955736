import { expectTypeOf, test } from "vitest";
import { prompt, type Prompt } from "./prompt.ts";
import type { VariablesOf } from "./template-variables.ts";

type Value = string | number | boolean;

test("the variables of a literal are known to the compiler", () => {
  const story = prompt("story", "Once, {{hero}} went to {{{ place }}}. \\{{this}} is text, {this} too.");
  expectTypeOf(story.render).parameter(0).toEqualTypeOf<{ readonly hero: Value; readonly place: Value }>();
  // @ts-expect-error -- a variable is missing
  const missing = (): unknown => story.render({ hero: "Lily" });
  // @ts-expect-error -- a variable is misspelt
  const misspelt = (): unknown => story.render({ hero: "Lily", palce: "park" });
  // @ts-expect-error -- half a prompt is none
  const none = (): unknown => story.render();
  expectTypeOf([missing, misspelt, none]).toBeArray();
});

test("messages and requests have the variables of all their messages", () => {
  const messages = [
    { role: "system", content: "Answer in {{language}}." },
    { role: "user", content: "{{question}}" },
  ] as const;
  type Both = { readonly language: Value; readonly question: Value };
  expectTypeOf(prompt("a", messages).render).parameter(0).toEqualTypeOf<Both>();
  expectTypeOf(prompt("a", { messages, model: "m" }).render)
    .parameter(0)
    .toEqualTypeOf<Both>();
  expectTypeOf(prompt("a", { messages: "{{question}}" }).renderFor)
    .parameter(1)
    .toEqualTypeOf<{
      readonly question: Value;
    }>();
});

test("without variables there is nothing to give", () => {
  const hello = prompt("a", "Hello");
  expectTypeOf(hello.render).toBeCallableWith();
  // @ts-expect-error -- there is no such variable
  const surplus = (): unknown => hello.render({ name: "Ada" });
  expectTypeOf(surplus).toBeFunction();
});

interface Values {
  hero: string;
  docs: readonly { title: string }[];
}

function fromFile(file: string): Prompt<Values> {
  return prompt<Values>("a", { file });
}

test("a text that is no literal takes any variables, a file those that its author says", () => {
  const text: string = "Hello {{name}}";
  expectTypeOf(prompt("a", text).render).toBeCallableWith();
  expectTypeOf(prompt("a", text).render).toBeCallableWith({ name: "Ada" });
  expectTypeOf(fromFile).returns.toHaveProperty("render").parameter(0).toEqualTypeOf<Values>();
});

type Ten<Text extends string> = `${Text}${Text}${Text}${Text}${Text}${Text}${Text}${Text}${Text}${Text}`;

test("a literal of 20,000 characters is no burden to the compiler, and beyond 200 placeholders any name goes", () => {
  type Hundred =
    "Once upon a time there was a girl who lived in a wood with her grandmother, a cat and {{one}} ducks.";
  type Long =
    `${Ten<Ten<Hundred>>}${Ten<Ten<"Once upon a time there was a girl who lived in a wood with her grandmother, a cat and a few ducks...">>}{{two}}`;
  expectTypeOf<VariablesOf<Long>>().toEqualTypeOf<{ readonly one: Value; readonly two: Value }>();
  type TooMany = Ten<Ten<Ten<"{{one}} ">>>;
  expectTypeOf<VariablesOf<TooMany>>().toEqualTypeOf<VariablesOf<string>>();
});

test("what each provider's client takes is what it gets", () => {
  const hi = prompt("hi", "Hello");
  expectTypeOf(hi.renderFor("anthropic").messages[0]).toEqualTypeOf<
    { role: "user" | "assistant"; content: string } | undefined
  >();
  expectTypeOf(hi.renderFor("gemini").contents[0]).toEqualTypeOf<
    { role: "user" | "model"; parts: { text: string }[] } | undefined
  >();
  const history: { role: "tool"; text: string }[] = [];
  expectTypeOf(hi.render({}, { history }).messages).items.toExtend<{ role: string }>();
});
