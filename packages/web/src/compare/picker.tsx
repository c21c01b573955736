import type { ReactElement } from "react";
import { formatExact } from "../format/count.ts";
import { type Choices, withChosen } from "./choices.ts";
import style from "./sides.module.css";

export interface PickerProps {
  /** In sight. */
  readonly label: string;
  /** For those who do not see beside what it stands: "Version of A". */
  readonly name: string;
  /** null = on their way. */
  readonly choices: Choices | null;
  /** undefined = nothing chosen. */
  readonly value: string | undefined;
  /** What stands there while nothing is chosen. */
  readonly unset: string;
  readonly onChange: (value: string | undefined) => void;
}

/** One of many, as the platform's own list: it opens on a phone as on a keyboard, and finds by typing. */
export function Picker({ label, name, choices, value, unset, onChange }: PickerProps): ReactElement {
  const { shown, left } = withChosen(choices, value);
  return (
    <label className={style.picker} data-set={value !== undefined || undefined}>
      <span aria-hidden="true">{label}</span>
      <select
        aria-label={name}
        value={value === undefined ? "" : `=${value}`}
        onChange={({ target }) => onChange(target.value === "" ? undefined : target.value.slice(1))}
      >
        <option value="">{unset}</option>
        {shown.map(({ value: one, title }) => (
          <option key={one} value={`=${one}`}>
            {title}
          </option>
        ))}
        {left > 0 && <option disabled>{`and ${formatExact(left)} more, by the address`}</option>}
      </select>
    </label>
  );
}
