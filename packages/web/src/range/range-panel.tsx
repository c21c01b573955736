import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { historyStart } from "../api/queries.ts";
import { zoneName } from "../format/time.ts";
import { FromToFields, readFromTo } from "./from-to-fields.tsx";
import { PRESET_TITLES, PRESETS, spanOf } from "./time-range.ts";
import { useRange } from "./use-range.ts";
import style from "./range-panel.module.css";

/** The list of ranges that end now, and two fields for any other. */
export function RangePanel({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { range, setRange } = useRange();
  const choose = (key: unknown) => {
    const preset = PRESETS.find((one) => one === key);
    if (preset !== undefined) setRange({ kind: "preset", preset });
    onDone();
  };
  return (
    <div className={style.panel}>
      <ListBox
        aria-label="Ranges that end now"
        className={style.presets ?? ""}
        selectionMode="single"
        selectedKeys={range.kind === "preset" ? [range.preset] : []}
        onAction={choose}
        // Opening the panel is asking for this list, and the focus has to go somewhere inside it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      >
        {PRESETS.map((preset) => (
          <ListBoxItem key={preset} id={preset} className={style.preset ?? ""}>
            {PRESET_TITLES[preset]}
          </ListBoxItem>
        ))}
      </ListBox>
      <FixedRange onDone={onDone} />
    </div>
  );
}

function FixedRange({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { range, setRange } = useRange();
  const start = historyStart(useQueryClient());
  const [span] = useState(() => spanOf(range, Date.now(), start));
  const [problem, setProblem] = useState("");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readFromTo(event.currentTarget);
    if ("problem" in read) return setProblem(read.problem);
    setRange({ kind: "fixed", ...read });
    return onDone();
  };
  return (
    <form className={style.fixed} onSubmit={submit}>
      <FromToFields span={span} />
      <p className={style.zone}>Times are local ({zoneName(span.to)}).</p>
      <p role="alert" className={style.problem}>
        {problem}
      </p>
      <button type="submit">Show this range</button>
    </form>
  );
}
