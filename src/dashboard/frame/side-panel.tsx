import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useStore } from "../store.ts";
import { Cross } from "./icon.tsx";
import { t } from "../language/language.ts";

/** A dialog at the side of the page; closing it goes back to the page's own address. */
export function SidePanel({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  const { place } = useStore();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key is pressed, so that it goes to the dialog.
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  // Closing the element gives the focus back to where it was; its event then changes the address.
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      class="panel"
      ref={dialog}
      aria-label={title}
      onClose={() => (place.value = { ...place.value, id: null })}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="panel-inner">
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
