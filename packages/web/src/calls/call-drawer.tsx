import type { CallRow } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { callsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatInstant } from "../format/time.ts";
import { callKeyOf, spanOfCallKey } from "../search/call-key.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import { CallDetail } from "./call-detail.tsx";
import { useStepKeys } from "./use-step-keys.ts";
import style from "./call-drawer.module.css";

export interface CallDrawerProps {
  /** The open call; nothing is open without. */
  readonly callKey: string | undefined;
  readonly onChange: (key: string | undefined) => void;
  /** The list that the call was opened from, for the next and the previous one. */
  readonly calls?: readonly CallRow[];
}

const NONE: readonly CallRow[] = [];

/** Everything that is known of one call, beside the list. It finds the call by its key, so its address can be shared. */
export function CallDrawer({ callKey, onChange, calls = NONE }: CallDrawerProps): ReactElement | null {
  const index = calls.findIndex((call) => callKeyOf(call) === callKey);
  const step = (by: -1 | 1) => {
    const next = index < 0 ? undefined : calls[index + by];
    if (next !== undefined) onChange(callKeyOf(next));
  };
  useStepKeys(step);
  if (callKey === undefined) return null;
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={() => onChange(undefined)}
      className={style.overlay ?? ""}
    >
      <Modal className={style.drawer ?? ""}>
        <Dialog className={style.dialog ?? ""}>
          <header className={style.head}>
            <Heading slot="title">Call</Heading>
            {index >= 0 && (
              <>
                <Button aria-label="Newer call" isDisabled={index === 0} onPress={() => step(-1)}>
                  ↑
                </Button>
                <Button
                  aria-label="Older call"
                  isDisabled={index === calls.length - 1}
                  onPress={() => step(1)}
                >
                  ↓
                </Button>
              </>
            )}
            <Button slot="close">Close</Button>
          </header>
          <OneCall callKey={callKey} known={calls[index]} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function OneCall({
  callKey,
  known,
}: {
  readonly callKey: string;
  readonly known: CallRow | undefined;
}): ReactElement {
  const range = { kind: "fixed", ...spanOfCallKey(callKey) } as const;
  // Hundreds of calls may begin in one millisecond, but not thousands.
  const { value, failure, stale } = useAnswer(callsQuery(range, {}, { limit: 1000 }));
  const found = stale ? undefined : value?.calls.find((call) => callKeyOf(call) === callKey);
  const call = found ?? known;
  if (call !== undefined) return <CallDetail call={call} />;
  if (value === undefined || stale) return <PanelMessage failure={failure} className={style.message} />;
  return (
    <p>There is no such call, or it is older than the calls that are kept ({formatInstant(range.from)}).</p>
  );
}
