import type { RefObject } from "preact";
import { useAction } from "./frame/action.ts";
import { t } from "./language/language.ts";

/** The entry of a list that has the focus, itself or something beside it in its row; -1 for none. */
export function entryAtHand(list: HTMLElement | null): number {
  const rows = [...(list?.children ?? [])];
  return rows.findIndex((row) => row.contains(document.activeElement));
}

/** j and k walk the links of a list, wherever the focus is; Enter opens the one that has it. */
export function useListKeys(list: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1): void => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("a.entry") ?? [])];
    const from = entryAtHand(list.current);
    const beyond = step > 0 ? 0 : links.length - 1;
    links[from < 0 ? beyond : Math.min(links.length - 1, Math.max(0, from + step))]?.focus();
  };
  useAction({ name: t("Next in the list"), keys: "j", run: () => move(1) });
  useAction({ name: t("Before in the list"), keys: "k", run: () => move(-1) });
}
