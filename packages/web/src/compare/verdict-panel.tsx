import type { CompareAnswer, CompareSide } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { formatExact } from "../format/count.ts";
import { rangeWords } from "../range/range-words.ts";
import { VerdictMark } from "./verdict-mark.tsx";
import style from "./verdict-panel.module.css";

/** The verdict in a sentence, what was compared, and every doubt about the whole. */
export function VerdictPanel({ answer }: { readonly answer: CompareAnswer }): ReactElement {
  const { a, b, verdict, summary, warnings } = answer;
  return (
    <section aria-label="Verdict" className={style.panel} data-verdict={verdict}>
      <p className={style.sentence}>
        <VerdictMark verdict={verdict} />
        <output>{summary}</output>
      </p>
      <dl>
        <SideLine name="A" side={a} />
        <SideLine name="B" side={b} />
      </dl>
      {warnings.length > 0 && (
        <ul className={style.warnings}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function SideLine({ name, side }: { readonly name: string; readonly side: CompareSide }): ReactElement {
  return (
    <div>
      <dt>
        {name} <bdi>{side.label}</bdi>
      </dt>
      <dd>{sideWords(side)}</dd>
    </div>
  );
}

/** `412 calls, 3 failed, 12 unpriced · 24 Nov, 14:00 – 25 Nov, 14:00` */
function sideWords({ calls, errors, unpricedCalls, estimatedCalls, from, to }: CompareSide): string {
  const when = rangeWords({ kind: "fixed", from: Date.parse(from), to: Date.parse(to) });
  if (calls === 0) return `no calls · ${when}`;
  const doubts = [
    [errors, "failed"],
    [unpricedCalls, "unpriced"],
    [estimatedCalls, "with estimated tokens"],
  ] as const;
  const told = doubts.filter(([count]) => count > 0).map(([count, word]) => `${formatExact(count)} ${word}`);
  return `${[`${formatExact(calls)} calls`, ...told].join(", ")} · ${when}`;
}
