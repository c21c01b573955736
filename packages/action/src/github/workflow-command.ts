/** A remark at a line of a file, shown beside the diff. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  /** Relative to the root of the repository; null = about the job. */
  readonly path: string | null;
  /** From 1; null = about the file. */
  readonly line: number | null;
  readonly title: string;
  readonly message: string;
}

/** The line that makes the runner show it. https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function workflowCommand({ level, path, line, title, message }: Annotation): string {
  const properties = [
    ...(path === null ? [] : [`file=${property(path)}`]),
    ...(line === null ? [] : [`line=${line}`]),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(",")}::${data(message)}\n`;
}

/** What would end the line, or begin an escape. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** Properties end at a comma, and the list of them at a colon. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
