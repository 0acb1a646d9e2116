import type { Signal } from "@preact/signals";
import { keep, kept } from "./kept.ts";

/** Whose clock is shown: that of the operation, which reports speak of, or that of whoever looks. */
export type ZoneChoice = "operation" | "viewer";

const KEY = "time-zone";

export function keptZoneChoice(): ZoneChoice {
  return kept(KEY) === "viewer" ? "viewer" : "operation";
}

export function chooseZone(zone: Signal<ZoneChoice>, choice: ZoneChoice): void {
  zone.value = choice;
  keep(KEY, choice);
}

export function viewersTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The last part of a zone's name: "Sao Paulo", "UTC". */
export function placeOfZone(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
