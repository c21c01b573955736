import fc from "fast-check";
import type { TemplateMessage } from "./template.ts";

const name = fc.constantFrom("question", "user_name", "docs.0", "a-b");
const text = fc.oneof(
  fc.string().filter((text) => !text.includes("{") && !text.includes("}") && !text.includes("\\")),
  fc.constantFrom("# Examples\n", "\n## Rules:\n", "```\n# code\n```\n", "{", "}", "\\{{", "\n"),
);
/** Content as a list of pieces, so that a test can change one piece and know which kind it was. */
export const anyContent: fc.Arbitrary<readonly string[]> = fc.array(
  // A lone brace must not stand next to a placeholder: three braces are another placeholder.
  fc.oneof(
    text.map((piece) => `${piece} `),
    name.map((name) => `{{${name}}} `),
  ),
  { maxLength: 8 },
);

export const anyTemplate: fc.Arbitrary<TemplateMessage[]> = fc.array(
  fc.record({
    role: fc.constantFrom("system", "user", "assistant"),
    content: anyContent.map((pieces) => pieces.join("")),
  }),
  { minLength: 1, maxLength: 4 },
);
