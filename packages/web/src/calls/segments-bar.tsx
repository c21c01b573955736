import type { CallRow } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { formatExact } from "../format/count.ts";
import { formatRate, share } from "../format/rate.ts";
import style from "./segments-bar.module.css";

type Segment = CallRow["segments"][number];

/** The anatomy of the rendered prompt: a bar in its order, and the same as a list. */
export function SegmentsBar({ segments }: { readonly segments: readonly Segment[] }): ReactElement {
  const total = segments.reduce((sum, segment) => sum + (segment.tokens ?? 0), 0);
  return (
    <section aria-label="Segments" className={style.segments}>
      <h3>Segments</h3>
      {segments.length === 0 && <p>The instrumentation tells nothing of the prompt’s parts.</p>}
      {total > 0 && (
        <div className={style.bar} aria-hidden="true">
          {segments.map((segment, i) => (
            <i
              // The same segment may stand in a prompt twice.
              // oxlint-disable-next-line react/no-array-index-key
              key={`${i} ${segment.path}`}
              data-kind={segment.kind}
              style={{ flexGrow: segment.tokens ?? 0 }}
              title={`${segment.path}: ${formatExact(segment.tokens)} tokens`}
            />
          ))}
        </div>
      )}
      <ol>
        {segments.map((segment, i) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${i} ${segment.path}`}>
            <i data-kind={segment.kind} aria-hidden="true" />
            <bdi title={`hash ${segment.hash}`}>{segment.path}</bdi>
            <small>{segment.kind}</small>
            <span>{formatExact(segment.tokens)}</span>
            <span>{segment.tokens === null ? "" : formatRate(share(segment.tokens, total))}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
