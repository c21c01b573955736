import type { ReactElement, ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import style from "./segmented.module.css";

export interface SegmentedOption<T extends string> {
  readonly key: T;
  readonly title: string;
  /** Shown in place of the title, which stays the accessible name. */
  readonly icon?: ReactNode;
}

/** One of a few, all in sight. Arrow keys move, Space chooses. */
export function Segmented<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly SegmentedOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): ReactElement {
  const choose = (keys: Iterable<unknown>) => {
    const chosen = options.find(({ key }) => [...keys].includes(key));
    if (chosen !== undefined) onChange(chosen.key);
  };
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={style.segmented ?? ""}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={choose}
    >
      {options.map(({ key, title, icon }) => (
        <ToggleButton
          key={key}
          id={key}
          className={style.option ?? ""}
          {...(icon === undefined ? {} : { "aria-label": title })}
        >
          {icon ?? title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
