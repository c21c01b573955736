import type { TagToken, Token } from "./scan-tags.ts";

/**
 * Takes out the white space that belongs to tags and not to the text, as Handlebars does: all of it beside `~`, and
 * the line of a comment or of a block's tag that stands alone on it.
 */
export function stripWhiteSpace(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, i): Token[] => {
    if (token.kind === "tag") return [token];
    let { text } = token;
    const [before, after] = [tagAt(tokens, i - 1), tagAt(tokens, i + 1)];
    if (before?.stripAfter === true) text = text.trimStart();
    else if (isAlone(tokens, i - 1)) text = text.replace(/^[ \t]*\r?\n?/, "");
    if (after?.stripBefore === true) text = text.trimEnd();
    else if (isAlone(tokens, i + 1)) text = text.replace(/[ \t]+$/, "");
    return text === "" ? [] : [{ kind: "text", text }];
  });
}

function tagAt(tokens: readonly Token[], i: number): TagToken | null {
  const token = tokens[i];
  return token?.kind === "tag" ? token : null;
}

/** Whether a comment or a block's tag has its line to itself. */
function isAlone(tokens: readonly Token[], i: number): boolean {
  const tag = tagAt(tokens, i);
  if (tag === null || tag.sort === "value") return false;
  return beginsLine(tokens, i) && endsLine(tokens, i);
}

function beginsLine(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  if (before === undefined) return true;
  if (before.kind === "tag") return false;
  return (i === 1 ? /(?:^|\n)\s*$/ : /\n\s*$/).test(before.text);
}

function endsLine(tokens: readonly Token[], i: number): boolean {
  const after = tokens[i + 1];
  if (after === undefined) return true;
  if (after.kind === "tag") return false;
  return (i + 2 === tokens.length ? /^\s*?(?:\n|$)/ : /^\s*?\n/).test(after.text);
}
