/** Finished markup, which is not escaped again. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | null>>;
type Child = Markup | string | readonly Child[];

/** An element of SVG or HTML. Attributes of null are left out, strings among the children are text and get escaped. */
export function element(name: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const open = `<${name}${attributesText(attributes)}`;
  const inner = text(children);
  return { markup: inner === "" && EMPTY.has(name) ? `${open}/>` : `${open}>${inner}</${name}>` };
}

/** Elements without content, which HTML and SVG let close themselves. */
const EMPTY = new Set(["rect", "line", "path", "circle", "meta"]);

function text(children: readonly Child[]): string {
  return children.map(one).join("");
}

function one(child: Child): string {
  if (typeof child === "string") return escapeMarkup(child);
  return "markup" in child ? child.markup : text(child);
}

/** ` name="value"` for each attribute that has one. */
export function attributesText(attributes: Attributes): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escapeMarkup(String(value))}"`]))
    .join("");
}

// What XML 1.0 cannot hold at all, not even as a reference: most controls, lone surrogates, U+FFFE and U+FFFF.
const IMPOSSIBLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Any text for the content of an element or a quoted attribute, of XML, HTML and SVG alike. */
export function escapeMarkup(given: string): string {
  return given
    .replaceAll(IMPOSSIBLE, "\uFFFD")
    .replaceAll(/[&<>"'\t\n\r]/gu, (mark) => ENTITIES[mark] ?? mark);
}
