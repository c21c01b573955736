import { profiled } from "@promptprof/sdk";

/** What a method of the class under test does inside: a call of a profiled client. */
export type Ask = (question: string) => Promise<string>;

const gateway = {
  provider: "gateway",
  model: "m-3",
  reply: (answer: string) => ({ outputTokens: answer.length }),
};

/** Methods of every kind, decorated as users would. */
export class Support {
  static ask: Ask;
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
    Support.ask = ask;
  }

  @profiled({ prompt: "answer-ticket", team: "support", tags: ["a"] })
  async answer(ticket: string): Promise<string> {
    const summary = await this.summarise(ticket);
    return this.#ask(`answer ${summary}`);
  }

  @profiled({ prompt: "summarise", tags: ["b"] })
  async summarise(ticket: string): Promise<string> {
    await Promise.resolve();
    return this.#ask(`summarise ${ticket}`);
  }

  @profiled({ prompt: "stream-answer" })
  async *stream(ticket: string): AsyncGenerator<string, string, string | undefined> {
    const heard = yield await this.#ask(`first ${ticket}`);
    yield heard ?? "nothing";
    return this.#ask("last");
  }

  @profiled({ prompt: "classify" })
  static async classify(this: typeof Support, ticket: string): Promise<string> {
    return this.ask(`classify ${ticket}`);
  }

  @profiled({ prompt: "hidden" })
  async #hidden(): Promise<string> {
    return this.#ask("hidden");
  }

  callHidden(): Promise<string> {
    return this.#hidden();
  }

  @profiled({ prompt: "own", call: gateway })
  async own(): Promise<string> {
    return "four";
  }

  @profiled({})
  fail(): never {
    throw new RangeError("theirs");
  }
}
