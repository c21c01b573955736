import { z } from "zod";
import { ReportSchema } from "./report-schema.ts";
import type { Report } from "./report.ts";

/** The report as other programs read it. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The JSON Schema that is published with the package as `report.schema.json`. */
export function reportJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(ReportSchema), null, 2)}\n`;
}

/** A report that was read, or what is wrong with the text, in one line. */
export type ReadReport = { readonly report: Report } | { readonly mistake: string };

/** A report from its JSON, checked in full: it may come from another version, or from a hand. */
export function readReport(value: unknown): ReadReport {
  const read = ReportSchema.safeParse(value);
  if (read.success) return { report: read.data };
  const [issue] = read.error.issues;
  return { mistake: `not a report: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown"}` };
}
