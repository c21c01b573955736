const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;

/** The first 12 digits of a commit's id, which are enough for git and for eyes; any other label as it is. */
export function shortCommit(label: string): string {
  return COMMIT.test(label) ? label.slice(0, 12) : label;
}
