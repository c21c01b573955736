/**
 * The name by which a file of a repository is parsed: a file that is neither Dotprompt nor Markdown is a text, whatever
 * its name ends in, as prompts stand in `.tpl` and `.j2` too.
 */
export function readAs(path: string): string {
  return /\.(prompt|md|txt)$/.test(path) ? path : `${path}.txt`;
}
