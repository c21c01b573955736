import type { ReactElement } from "react";
import { Button } from "react-aria-components/Button";
import { promptsQuery, versionsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import type { Span } from "../range/time-range.ts";
import { useRange } from "../range/use-range.ts";
import { type CompareSearch, type Side, sideOf } from "../search/compare-search.ts";
import { Chips } from "./chips.tsx";
import { modelChoices, promptChoices, versionChoices } from "./choices.ts";
import { Picker } from "./picker.tsx";
import { WindowPicker } from "./window-picker.tsx";
import style from "./sides.module.css";

const SIDE_NAMES: Readonly<Record<Side, string>> = { a: "A", b: "B" };
const SIDE_ROLES: Readonly<Record<Side, string>> = { a: "the baseline", b: "the candidate" };

export interface SidesProps {
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
  readonly onSwap: () => void;
}

/** What is compared with what: the prompt for both, and what is of each side alone. */
export function Sides({ search, onChange, onSwap }: SidesProps): ReactElement {
  const { range } = useRange();
  const prompts = useAnswer(promptsQuery(range)).value?.prompts;
  return (
    <search className={style.sides} aria-label="What to compare">
      <div className={style.both}>
        <Picker
          label="Prompt"
          name="Prompt of both"
          unset="any prompt"
          choices={promptChoices(prompts)}
          value={search.prompt}
          // Versions belong to a prompt: those of the one before mean nothing for the next.
          onChange={(prompt) => onChange({ prompt, "a.version": undefined, "b.version": undefined })}
        />
        <Chips search={search} side={null} onChange={onChange} />
      </div>
      <SidePickers side="a" search={search} onChange={onChange} />
      <Button className={style.swap ?? ""} onPress={onSwap}>
        <span aria-hidden="true">⇄</span> Swap
      </Button>
      <SidePickers side="b" search={search} onChange={onChange} />
    </search>
  );
}

interface SidePickersProps {
  readonly side: Side;
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
}

function SidePickers({ side, search, onChange }: SidePickersProps): ReactElement {
  const { range } = useRange();
  const { prompt } = sideOf(search, side);
  const promptRows = useAnswer(promptsQuery(range)).value?.prompts;
  const versions = useAnswer(versionsQuery(range, { prompt })).value?.versions;
  const name = SIDE_NAMES[side];
  return (
    <fieldset className={style.side} data-side={side}>
      <legend>
        {name} <small>{SIDE_ROLES[side]}</small>
      </legend>
      <Picker
        label="Version"
        name={`Version of ${name}`}
        unset={unsetWords(search.version, "any version")}
        choices={versionChoices(versions)}
        value={search[`${side}.version`]}
        onChange={(next) => onChange({ [`${side}.version`]: next })}
      />
      <Picker
        label="Model"
        name={`Model of ${name}`}
        unset={unsetWords(search.model, "any model")}
        choices={modelChoices(versions)}
        value={search[`${side}.model`]}
        onChange={(next) => onChange({ [`${side}.model`]: next })}
      />
      <Picker
        label="Prompt"
        name={`Prompt of ${name}`}
        unset={unsetWords(search.prompt, "any prompt")}
        choices={promptChoices(promptRows)}
        value={search[`${side}.prompt`]}
        onChange={(next) => onChange({ [`${side}.prompt`]: next, [`${side}.version`]: undefined })}
      />
      <WindowPicker
        side={name}
        own={windowOf(search, side)}
        onChange={(own) => onChange(windowSearch(side, own))}
      />
      <Chips search={search} side={side} onChange={onChange} />
    </fieldset>
  );
}

/** Whatever both share holds for a side that has none of its own. */
function unsetWords(shared: string | undefined, any: string): string {
  if (shared === undefined) return any;
  return shared === "" ? "none, as both" : `${shared}, as both`;
}

function windowOf(search: CompareSearch, side: Side): Span | null {
  const { from, to } = sideOf(search, side);
  return from === undefined || to === undefined ? null : { from: Date.parse(from), to: Date.parse(to) };
}

function windowSearch(side: Side, own: Span | null): CompareSearch {
  return {
    [`${side}.from`]: own === null ? undefined : new Date(own.from).toISOString(),
    [`${side}.to`]: own === null ? undefined : new Date(own.to).toISOString(),
  };
}
