import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Cross } from "./icon.tsx";
import { t } from "../language/language.ts";

/** A question in the middle of the page; Escape and a click beside it close it. */
export function SmallDialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key is pressed, so that it goes to the dialog.
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      class="small-dialog"
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="small-dialog-inner">
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
