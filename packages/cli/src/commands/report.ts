import { Option, type Command } from "commander";
import { renderReport, REPORT_FORMATS, type ReportFormat } from "@promptprof/bench";
import type { GateOptions } from "../bench-report/judge-run.ts";
import { openReport } from "../bench-report/open-report.ts";
import { readFormats } from "../bench-report/read-formats.ts";
import { writeReports } from "../bench-report/write-reports.ts";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";
import { withGateOptions } from "./gate.ts";

interface Options extends GateOptions {
  readonly format: readonly ReportFormat[];
  readonly out?: string;
}

const HELP = `
json is what all others are made of; its schema is schemas/report.schema.json of
this package. md is one comment of a pull request, or the summary of a job. html
is one file without network and script. Limits are those of promptprof gate.

Examples:
  promptprof report promptprof-bench > comment.md
  promptprof report run.json --format html,junit,sarif --out reports
`;

/** `promptprof report`: what a bench run measured, for people and for other programs. */
export function addReport(program: Command, io: Io): void {
  withGateOptions(program.command("report"))
    .description("write what a bench run measured as Markdown, HTML, JSON, JUnit, SARIF or CSV")
    .argument("<run>", "run.json or report.json of promptprof bench, or its folder")
    .addOption(
      new Option("--format <names>", `of ${REPORT_FORMATS.join(", ")}`)
        .default(["md"], "md")
        .argParser(readFormats),
    )
    .option("--out <dir>", "write files into this folder; needed for more than one format")
    .addHelpText("after", HELP)
    .action((path: string, options: Options) => runReport(path, options, io));
}

function runReport(path: string, { format, out, ...gate }: Options, io: Io): void {
  const [only, ...more] = format;
  if (out === undefined && more.length > 0)
    throw new QuestionError("several formats are several files: add --out DIR");
  const report = openReport(path, gate);
  if (out === undefined) {
    if (only !== undefined) io.write(renderReport(report, only));
    return;
  }
  for (const file of writeReports(report, format, out)) io.talk(`${file}\n`);
}
