import { REPORT_FORMATS, type ReportFormat } from "@promptprof/bench";
import { QuestionError } from "../question-error.ts";

/** `html,junit` of `--format`. @throws QuestionError for a name that is none */
export function readFormats(text: string): ReportFormat[] {
  return text.split(",").map((name) => {
    const format = REPORT_FORMATS.find((known) => known === name.trim());
    if (format !== undefined) return format;
    throw new QuestionError(`--format must be of ${REPORT_FORMATS.join(", ")}; got ${JSON.stringify(name)}`);
  });
}
