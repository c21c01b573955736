/** What a piece of a program saw: its result, or what it caught. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: unknown;
}

/** Runs it and says what came of it, in a form that can be compared between two runs. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: comparable(await work()) };
  } catch (error) {
    return { error: comparable(describeError(error)) };
  }
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, constructor } = error;
  return { class: constructor.name, name, message, ...(error as object) };
}

/** Without what differs from request to request: ids, times of day. Keys stay in order: order is part of it. */
function comparable(value: unknown): unknown {
  const text = JSON.stringify(value, (key, item: unknown) => (isOwn(key) ? "…" : item));
  return text === undefined ? undefined : (JSON.parse(withoutIds(text)) as unknown);
}

function isOwn(key: string): boolean {
  return ["created", "created_at", "headers", "requestID", "request_id"].includes(key);
}

function withoutIds(text: string): string {
  return (
    text
      .replaceAll(/\b(chatcmpl-tiny|resp_tiny|msg_tiny|req_)\d+/g, "$1N")
      // The mock's own: a prefix and sixteen random letters.
      .replaceAll(/\b(msg|fc|toolu|call|resp)([-_])[\w-]{16}(?![\w-])/g, "$1$2N")
      .replaceAll(/\\"created(_at)?\\":\d+/g, '\\"created\\":0')
  );
}
