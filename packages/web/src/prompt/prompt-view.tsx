import { Link, useSearch } from "@tanstack/react-router";
import { type ReactElement, useMemo, useState } from "react";
import { type Scope, versionsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { CallDrawer } from "../calls/call-drawer.tsx";
import { RecentCalls } from "../calls/recent-calls.tsx";
import { Crosshair, CrosshairContext } from "../charts/crosshair.ts";
import { LatencyChart } from "../charts/latency-chart.tsx";
import { identityColours } from "../charts/palette.ts";
import { useTables } from "../charts/use-tables.ts";
import { VolumeChart } from "../charts/volume-chart.tsx";
import { useRange } from "../range/use-range.ts";
import type { PromptSearch } from "../search/prompt-search.ts";
import { useChangeSearch } from "../search/use-change-search.ts";
import { TotalsStrip } from "../totals/totals-strip.tsx";
import { ErrorClasses } from "./error-classes.tsx";
import { topVersions } from "./top-versions.ts";
import { VersionChart } from "./version-chart.tsx";
import { VersionLatency } from "./version-latency.tsx";
import { VersionsTable } from "./versions-table.tsx";
import style from "./prompt-view.module.css";

export interface PromptViewProps {
  readonly title: string;
  readonly kind: string;
  /** The prompt, or the model of calls that name none. */
  readonly scope: Scope;
}

/** Everything about one prompt, by version; one version alone when the address names it. */
export function PromptView({ title, kind, scope }: PromptViewProps): ReactElement {
  const search: PromptSearch = useSearch({ strict: false });
  const { range } = useRange();
  const change = useChangeSearch();
  const tables = useTables(search.tables);
  const [crosshair] = useState(() => new Crosshair());
  const versions = useAnswer(versionsQuery(range, scope));
  const colours = useMemo(
    () => identityColours(topVersions(versions.value?.versions ?? [])),
    [versions.value],
  );
  const { version } = search;
  const narrowed: Scope = { ...scope, version };
  const charts = { scope: narrowed, tables };
  const byVersion = { ...charts, colours };
  return (
    <div className={style.page}>
      <Title
        title={title}
        kind={kind}
        version={version}
        onAllVersions={() => change({ version: undefined }, "pushed")}
      />
      <TotalsStrip range={range} scope={narrowed} />
      <CrosshairContext value={crosshair}>
        {version === undefined ? (
          <VersionLatency
            {...byVersion}
            quantile={search.quantile ?? "p95"}
            onQuantile={(quantile) => change({ quantile })}
          />
        ) : (
          <LatencyChart {...charts} title="Latency" large />
        )}
        <div className={style.charts}>
          <VolumeChart {...charts} volume={search.volume ?? "tokens"} />
          <VersionChart {...byVersion} chart="errors" metric="errors" value="rate" />
          <VersionChart {...byVersion} chart="ttft" metric="ttftMs" value="p95" />
          <VersionChart {...byVersion} chart="tpot" metric="tpotMs" value="p95" />
        </div>
      </CrosshairContext>
      <VersionsTable
        scope={{ prompt: scope.prompt, model: scope.model }}
        shown={versions}
        colours={colours}
        chosen={version}
        onChoose={(chosen) => change({ version: chosen }, "pushed")}
      />
      <ErrorClasses scope={narrowed} />
      <RecentCalls scope={narrowed} open={search.call} onOpen={(call) => change({ call }, "pushed")} />
      <CallDrawer callKey={search.call} onChange={(call) => change({ call }, "pushed")} />
    </div>
  );
}

interface TitleProps {
  readonly title: string;
  readonly kind: string;
  readonly version: string | undefined;
  readonly onAllVersions: () => void;
}

function Title({ title, kind, version, onAllVersions }: TitleProps): ReactElement {
  return (
    <header className={style.title}>
      <Link to="/">Prompts</Link>
      <span aria-hidden="true">/</span>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <small>{kind}</small>
      {version !== undefined && (
        <button type="button" onClick={onAllVersions}>
          only version <bdi>{version === "" ? "none" : version}</bdi>, show all
        </button>
      )}
    </header>
  );
}
