import { signal } from "@preact/signals";
import { keep, kept } from "../kept.ts";
import { actions } from "./action.ts";

/** Keys of a row ("g", then "i") come within this time. */
const ROW_MS = 1500;
const KEY = "shortcuts";

/** Some people speak or tremble keys: what a single key does can be switched off. */
export const hasShortcuts = signal(kept(KEY) !== "off");

export function chooseShortcuts(isOn: boolean): void {
  hasShortcuts.value = isOn;
  keep(KEY, isOn ? "on" : "off");
}

/** The keys pressed so far, and whether they are, or begin, something that is known. */
export function rowAfter(row: string, key: string, known: readonly string[]): { row: string; match: string | null } {
  for (const next of row === "" ? [key] : [`${row} ${key}`, key]) {
    if (known.includes(next)) return { row: "", match: next };
    if (known.some((keys) => keys.startsWith(`${next} `))) return { row: next, match: null };
  }
  return { row: "", match: null };
}

/** Runs actions by their keys, unless somebody writes or a dialog asks for something. */
export function listenForShortcuts(target: Document): () => void {
  let row = "";
  let lastAt = 0;
  const onKey = (event: KeyboardEvent): void => {
    if (!hasShortcuts.value || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length !== 1 || isWriting(event.target) || target.querySelector("dialog[open]") !== null) return;
    if (event.timeStamp - lastAt > ROW_MS) row = "";
    lastAt = event.timeStamp;
    const known = actions.value.flatMap(({ keys }) => keys ?? []);
    const next = rowAfter(row, event.key, known);
    row = next.row;
    if (next.match === null) return;
    event.preventDefault();
    // The one that came last belongs to what was opened last.
    actions.value.findLast(({ keys }) => keys === next.match)?.run();
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}

function isWriting(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element instanceof HTMLInputElement) return !["radio", "checkbox", "button", "range"].includes(element.type);
  return element.isContentEditable || element.matches("textarea, select");
}
