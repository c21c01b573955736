import type { ReactElement, RefObject } from "react";
import { Popover } from "react-aria-components/Popover";
import { RangePanel } from "./range-panel.tsx";
import style from "./range-picker.module.css";

/** The panel of ranges, held by the button that opened it. */
export function RangePopover({
  trigger,
  onClose,
}: {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <Popover
      aria-label="Choose a time range"
      className={style.popover ?? ""}
      placement="bottom end"
      triggerRef={trigger}
      isOpen
      onOpenChange={onClose}
    >
      <RangePanel onDone={onClose} />
    </Popover>
  );
}
