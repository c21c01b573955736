import fc from "fast-check";

/** Words, line ends and white space, braces that are text, and every kind of escape. */
const text = fc.oneof(
  fc.string({ maxLength: 6 }).filter((piece) => !/[{}\\<>]/.test(piece)),
  fc.constantFrom("\n", "  ", "\n\n", " \n", "\n  ", "a", "# Rules\n", " } ", "{ ", "\\{{x}} ", "\\\\", "\t"),
);
const strip = fc.constantFrom("", "", "", "~");

function tag(inside: string): fc.Arbitrary<string> {
  return fc.tuple(strip, strip).map(([before, after]) => `{{${before}${inside}${after}}}`);
}

const value = fc.oneof(
  fc.constantFrom("hero", "user.name", "docs.[0].title", "a-b", "./hero", "this.hero").chain(tag),
  fc.constantFrom("json docs", "json hero indent=2").chain(tag),
  fc.constantFrom("{{{hero}}}", "{{{ user.name }}}"),
  // Text before, because Handlebars adds up neighbours that are no text: {{n}}{{no}} is 7 + false = 7.
  fc.constantFrom("{{n}}", "{{ no }}", "{{zero}}").map((number) => `=${number}`),
);
const itemValue = fc.oneof(
  fc.constantFrom("title", "../hero", "this.title", "json this").chain(tag),
  fc.constantFrom("@index", "@first", "@last").map((name) => `={{${name}}}`),
);
const comment = fc.oneof(fc.constantFrom("! note ", "!-- }} note --").chain(tag), fc.constant("{{!}}"));
const condition = fc.constantFrom("hero", "none", "docs", "empty", "no", "n", "zero", "user", "user.name");
const separator = fc.constantFrom("else", " else ", "^");

const conditional = (body: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom("if", "unless"), condition)
    .chain(([word, name]) =>
      fc.oneof(
        joined(tag(`#${word} ${name}`), body, tag(`/${word}`)),
        joined(tag(`#${word} ${name}`), body, separator.chain(tag), body, tag(`/${word}`)),
      ),
    );

function joined(...pieces: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...pieces).map((texts) => texts.join(""));
}

function body(...pieces: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.array(fc.oneof(text, comment, ...pieces), { maxLength: 4 }).map((texts) => texts.join(""));
}

const item = body(itemValue, conditional(body(itemValue)).map(inItem));
const loop = fc
  .constantFrom("docs", "empty")
  .chain((name) =>
    fc.oneof(
      joined(tag(`#each ${name}`), item, tag("/each")),
      joined(tag(`#each ${name}`), item, tag("else"), body(value), tag("/each")),
    ),
  );

/** Inside of a loop, names of the outside need a step out. */
function inItem(block: string): string {
  return block.replaceAll(/(#(?:if|unless)) (?=\w)/g, "$1 ../");
}

const role = fc.oneof(
  fc.constantFrom('role "system"', 'role "user"', "role 'model'").chain(tag),
  fc.constant('{{role "user"}}\n'),
);

/** Bodies of what we support, `{{history}}` at most once. */
export const anyDotprompt: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof(text, text, value, comment, conditional(body(value)), loop, role), { maxLength: 10 }),
    fc.option(fc.nat(10), { nil: null }),
  )
  .map(([pieces, historyAt]) => {
    if (historyAt !== null) pieces.splice(historyAt, 0, "{{history}}");
    return pieces.join("");
  });

export const values = {
  hero: "Lily <b>",
  user: { name: "Ada" },
  n: 7,
  zero: 0,
  no: false,
  none: "",
  empty: [],
  "a-b": "dash",
  x: "reached by an escaped backslash",
  // As above: an item has an x of its own.
  docs: [
    { title: "One", x: "first" },
    { title: "Two", x: "second" },
  ],
};
