/** A stretch of static text under one heading; `heading` is null before the first one. */
export interface Section {
  readonly heading: string | null;
  readonly text: string;
}

const HEADING = /^#{1,6}[ \t]+(\S.*)$/;
const FENCE = /^(?:```|~~~)/;

/**
 * Cuts static text where Markdown headings begin. A `#` inside a code fence is code. The texts put together are the
 * text that came in.
 *
 * @param startsLine whether the text begins at the start of a line: after a placeholder it does not
 */
export function splitAtHeadings(text: string, startsLine: boolean): readonly Section[] {
  const sections: { heading: string | null; text: string }[] = [];
  let fenced = false;
  for (const [i, line] of linesOf(text).entries()) {
    const whole = i > 0 || startsLine;
    if (whole && FENCE.test(line)) fenced = !fenced;
    const heading = whole && !fenced ? (HEADING.exec(line.trimEnd())?.[1] ?? null) : null;
    const section = sections.at(-1);
    if (heading !== null || section === undefined)
      sections.push({ heading: heading === null ? null : slug(heading), text: line });
    else section.text += line;
  }
  return sections;
}

/** Lines with their line ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** `## Worked examples:` is `worked-examples`; a heading without a letter or digit names nothing. */
function slug(heading: string): string | null {
  const words = heading.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words === null ? null : words.join("-");
}
