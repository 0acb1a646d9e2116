import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Whether somebody is writing, a dialog has the keyboard, or the key belongs to another shortcut. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (document.querySelector("dialog[open]") !== null) return true;
  const { target } = event;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** The entry of a list that has the focus, itself or something beside it in its row; -1 for none. */
export function entryAtHand(list: HTMLElement | null): number {
  const rows = [...(list?.children ?? [])];
  return rows.findIndex((row) => row.contains(document.activeElement));
}

/** j and k walk the links of a list, wherever the focus is, and Enter opens the one that has it; `deeds` are further keys. */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  deeds: Readonly<Record<string, () => void>> = {},
): void {
  const move = (step: 1 | -1): void => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("a.entry") ?? [])];
    const from = entryAtHand(list.current);
    const beyond = step > 0 ? 0 : links.length - 1;
    links[from < 0 ? beyond : Math.min(links.length - 1, Math.max(0, from + step))]?.focus();
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isTaken(event)) return;
      const all: Readonly<Record<string, () => void>> = { ...deeds, j: () => move(1), k: () => move(-1) };
      const deed = all[event.key];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  });
}
