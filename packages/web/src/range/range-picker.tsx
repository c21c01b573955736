import { lazy, type ReactElement, Suspense, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { rangeWords } from "./range-words.ts";
import { useRange } from "./use-range.ts";
import style from "./range-picker.module.css";

// Overlays and lists are a tenth of all the code, and most visits never open one.
const loadPopover = () => import("./range-popover.tsx");
const RangePopover = lazy(async () => ({ default: (await loadPopover()).RangePopover }));

/** Which times the whole page is about: the words of the range, the list behind them, and a step to either side. */
export function RangePicker(): ReactElement {
  const { range, shift } = useRange();
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <fieldset className={style.picker}>
      <legend className="visually-hidden">Time range</legend>
      <Button aria-label="Earlier" className={style.step ?? ""} onPress={() => shift(-1)}>
        ‹
      </Button>
      <Button
        ref={trigger}
        className={style.range ?? ""}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onHoverStart={() => void loadPopover()}
        onPress={() => setOpen(true)}
      >
        {rangeWords(range)}
      </Button>
      <Button aria-label="Later" className={style.step ?? ""} onPress={() => shift(1)}>
        ›
      </Button>
      {isOpen && (
        <Suspense>
          <RangePopover trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </fieldset>
  );
}
