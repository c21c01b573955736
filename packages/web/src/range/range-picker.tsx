import { lazy, type ReactElement, Suspense, useState } from "react";
import { Button } from "react-aria-components/Button";
import { DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { rangeWords } from "./range-words.ts";
import { useRange } from "./use-range.ts";
import style from "./range-picker.module.css";

const loadPanel = () => import("./range-panel.tsx");
const RangePanel = lazy(async () => ({ default: (await loadPanel()).RangePanel }));

/** Which times the whole page is about: the words of the range, the list behind them, and a step to either side. */
export function RangePicker(): ReactElement {
  const { range, shift } = useRange();
  const [isOpen, setOpen] = useState(false);
  return (
    <div role="group" aria-label="Time range" className={style.picker}>
      <Button aria-label="Earlier" className={style.step ?? ""} onPress={() => shift(-1)}>
        ‹
      </Button>
      <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button className={style.range ?? ""} onHoverStart={() => void loadPanel()}>
          {rangeWords(range)}
        </Button>
        <Popover aria-label="Choose a time range" className={style.popover ?? ""} placement="bottom end">
          <Suspense>
            <RangePanel onDone={() => setOpen(false)} />
          </Suspense>
        </Popover>
      </DialogTrigger>
      <Button aria-label="Later" className={style.step ?? ""} onPress={() => shift(1)}>
        ›
      </Button>
    </div>
  );
}
