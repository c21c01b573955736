import { formatCount } from "@promptprof/model/format";
import { element, type Markup } from "../../svg/element.ts";
import type { Failures, PromptReport, Report } from "../report.ts";
import { count } from "../summary.ts";
import { code } from "./code.ts";
import { metricsTable } from "./metrics-table.ts";
import { latencyFigure, segmentFigure } from "./figures.ts";
import { casesTable, doubtsList, slicesTable } from "./more-tables.ts";
import { totalsOfPrompt } from "./totals.ts";

/** All about one prompt with one provider. */
export function promptSection({ prompts }: Report, of: PromptReport): Markup {
  const id = `prompt-${prompts.indexOf(of)}`;
  return element(
    "section",
    { "aria-labelledby": id },
    element("h2", { id }, code(of.prompt, 300), " with ", code(of.provider)),
    element("p", { class: "soft" }, ...facts(of)),
    metricsTable(of),
    element("div", { class: "pictures" }, latencyFigure(of), segmentFigure(of)),
    totalsOfPrompt(of),
    slicesTable(of),
    casesTable(of),
    doubtsList(of),
  );
}

function facts(of: PromptReport): (Markup | string)[] {
  const { version, model, failures, cases, clusters, repeats, file } = of;
  const versions =
    version.base === null
      ? ["Version ", code(version.head)]
      : ["Version ", code(version.base), " → ", code(version.head)];
  const models =
    model.base === null || model.base === model.head
      ? [code(model.head)]
      : [code(model.base), " → ", code(model.head)];
  const size = `${count(cases, "case")} in ${count(clusters, "cluster")}, ${count(repeats, "repeat")}`;
  const failed =
    failures.base === null
      ? failedWords(failures.head)
      : `${failedWords(failures.base)} of base, ${failedWords(failures.head)} of head`;
  return [
    ...versions,
    " · model ",
    ...models,
    ` · ${size} · failed calls: ${failed}`,
    ...(file === null ? [] : [" · ", code(file, 200)]),
  ];
}

function failedWords({ failed, calls }: Failures): string {
  return `${formatCount(failed)} of ${formatCount(calls)}`;
}
