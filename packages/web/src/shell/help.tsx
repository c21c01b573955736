import type { ReactElement } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { METRICS } from "@promptprof/model";
import { SHORTCUTS } from "./use-shortcuts.ts";
import style from "./help.module.css";

/** Keys, and what every number on the pages means, from the metric catalogue. */
export function Help({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={style.overlay ?? ""}>
      <Modal className={style.modal ?? ""}>
        <Dialog className={style.dialog ?? ""}>
          <header className={style.head}>
            <Heading slot="title">Help</Heading>
            <Button slot="close" className={style.close ?? ""}>
              Close
            </Button>
          </header>
          <h3>Keys</h3>
          <dl>
            {SHORTCUTS.map(({ keys, does }) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <h3>Numbers</h3>
          <dl>
            {Object.values(METRICS).map(({ name, title, definition }) => (
              <div key={name}>
                <dt>{title}</dt>
                <dd>{definition}</dd>
              </div>
            ))}
            <div>
              <dt>p50, p95, p99</dt>
              <dd>
                From merged sketches, never from averages; grey where fewer than ten calls lie beyond the
                quantile.
              </dd>
            </div>
            <div>
              <dt>Dotted, pale</dt>
              <dd>A bucket that is still filling, or cut by the range.</dd>
            </div>
          </dl>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
