import colours from "picocolors";

/** Colours by meaning. Each is the plain text where the terminal shows no colour. */
export interface Paint {
  readonly title: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly failure: (text: string) => string;
  readonly good: (text: string) => string;
}

export function paintFor(terminal: { readonly colour: boolean }): Paint {
  const { bold, dim, yellow, red, green } = colours.createColors(terminal.colour);
  return { title: bold, faint: dim, strong: bold, warning: yellow, failure: red, good: green };
}
