import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderReport, reportFile, type Report, type ReportFormat } from "@promptprof/bench";

/** Writes a report into a folder in these formats, and answers the files. */
export function writeReports(report: Report, formats: readonly ReportFormat[], folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  return formats.map((format) => {
    const file = join(folder, reportFile(format));
    writeFileSync(file, renderReport(report, format));
    return file;
  });
}
