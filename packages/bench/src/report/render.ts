import { renderCsv } from "./csv.ts";
import { renderHtml } from "./html/html.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown/markdown.ts";
import type { Report } from "./report.ts";
import { renderSarif } from "./sarif.ts";

export const REPORT_FORMATS = ["json", "md", "html", "junit", "sarif", "csv"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const FORMATS: Readonly<Record<ReportFormat, { file: string; render: (report: Report) => string }>> = {
  json: { file: "report.json", render: renderJson },
  md: { file: "report.md", render: renderMarkdown },
  html: { file: "report.html", render: renderHtml },
  junit: { file: "junit.xml", render: renderJunit },
  sarif: { file: "report.sarif", render: renderSarif },
  csv: { file: "report.csv", render: renderCsv },
};

/** The report in one of its formats, as the text of a file. */
export function renderReport(report: Report, format: ReportFormat): string {
  return FORMATS[format].render(report);
}

/** How the file of a format is called in a folder of reports. */
export function reportFile(format: ReportFormat): string {
  return FORMATS[format].file;
}
