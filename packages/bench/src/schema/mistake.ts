export type Path = readonly (string | number)[];

/** One mistake in a value: where (`key` = the key itself is wrong, not its value) and, in words, what would be right. */
export interface Mistake {
  readonly path: Path;
  readonly at: "key" | "value";
  readonly text: string;
}

export function wrong(path: Path, text: string): Mistake {
  return { path, at: "value", text };
}

/** `providers[1].url: ` */
export function named(path: Path): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  return path.length === 0 ? "" : `${steps.join("").replace(/^\./, "")}: `;
}

/** A wrong value as it is quoted in a message: short, and on one line. */
export function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

/** Whether a mistake stands at a place or below it: what is there cannot be used. */
export function isWrongAt(mistakes: readonly Mistake[], place: Path): boolean {
  return mistakes.some(({ path }) => place.every((step, i) => path[i] === step) || path.length === 0);
}
