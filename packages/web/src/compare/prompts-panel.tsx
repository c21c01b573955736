import type { ComparedPrompt } from "@promptprof/server/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { formatExact } from "../format/count.ts";
import type { CompareSearch } from "../search/compare-search.ts";
import table from "../table/table.module.css";
import { formatChange, formatInterval, metricTitle } from "./metric-words.ts";
import style from "./panels.module.css";
import { VerdictMark } from "./verdict-mark.tsx";

export interface PromptsPanelProps {
  /** null = they were not asked for. */
  readonly prompts: readonly ComparedPrompt[] | null;
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
}

/** What a move does to each prompt: safe for how many of them. Only where the sides are about more than one. */
export function PromptsPanel({ prompts, search, onChange }: PromptsPanelProps): ReactElement | null {
  const isAboutOne = [search.prompt, search["a.prompt"], search["b.prompt"]].some((one) => one !== undefined);
  if (isAboutOne) return null;
  return (
    <section aria-labelledby="by-prompt-title" className={style.panel}>
      <header className={style.head}>
        <h2 id="by-prompt-title">Prompt by prompt</h2>
        <button
          type="button"
          className={style.toggle}
          aria-pressed={search.by === "prompt"}
          onClick={() => onChange({ by: search.by === "prompt" ? undefined : "prompt" })}
        >
          Each prompt by itself
        </button>
        {prompts !== null && <output className={style.note}>{safeWords(prompts)}</output>}
      </header>
      {prompts !== null && prompts.length > 0 && <Rows prompts={prompts} />}
    </section>
  );
}

/** `safe to move 14 of 20 prompts` */
function safeWords(prompts: readonly ComparedPrompt[]): string {
  const safe = prompts.filter(({ verdict }) => verdict === "safe").length;
  return prompts.length === 0
    ? "No prompt has calls on both sides."
    : `Safe to move ${formatExact(safe)} of ${formatExact(prompts.length)} prompts`;
}

function Rows({ prompts }: { readonly prompts: readonly ComparedPrompt[] }): ReactElement {
  return (
    <div className={table.frame}>
      <table className={`${table.table} ${style.prompts}`}>
        <caption className="visually-hidden">Prompts</caption>
        <thead>
          <tr>
            <th scope="col" className={table.text}>
              Prompt
            </th>
            <th scope="col" className={table.text}>
              Verdict
            </th>
            <th scope="col" className={table.text}>
              Changes
            </th>
          </tr>
        </thead>
        <tbody>
          {prompts.map((prompt) => (
            <Row key={prompt.prompt ?? ""} row={prompt} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row: { prompt, verdict, reason, comparisons },
}: {
  readonly row: ComparedPrompt;
}): ReactElement {
  return (
    <tr>
      <th scope="row" className={style.name}>
        <PromptLink prompt={prompt} />
      </th>
      <td className={table.text}>
        {verdict === "safe" ? <strong>safe</strong> : <VerdictMark verdict={verdict} />}{" "}
        <small>{reason}</small>
      </td>
      <td className={table.text}>{comparisons.flatMap(changeWords).join(" · ")}</td>
    </tr>
  );
}

function PromptLink({ prompt }: { readonly prompt: string | null }): ReactElement {
  return (
    <Link to="/compare" search={(old) => ({ ...old, prompt: prompt ?? "", by: undefined })}>
      <bdi>{prompt ?? "no prompt"}</bdi>
    </Link>
  );
}

function changeWords(comparison: ComparedPrompt["comparisons"][number]): string[] {
  const { change, metric } = comparison;
  if (change === null) return [];
  return [
    `${metricTitle(metric)} ${formatChange(change.estimate, comparison)} ${formatInterval(change, comparison)}`,
  ];
}
