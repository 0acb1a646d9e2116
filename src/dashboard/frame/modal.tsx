import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../language/language.ts";
import { Cross } from "./icon.tsx";

export interface ModalProps {
  /** Its class, and with "-inner" that of what is in it. */
  kind: "panel" | "small-dialog";
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialog over the page; Escape and a click beside it close it, which gives the focus back to where it was. */
export function Modal({ kind, title, onClose, children }: ModalProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key is pressed, so that it goes to the dialog.
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      class={kind}
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class={`${kind}-inner`}>
        <header class="panel-head">
          <h2>{title}</h2>
          <button type="button" class="plain" aria-label={t("Close")} onClick={close}>
            <Cross size={16} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
