import { pages } from "./frame/pages.ts";
import { overallState } from "./header/overall-state.ts";
import { t } from "./language/language.ts";
import type { Store } from "./store.ts";

const SHAPES: Record<ReturnType<typeof overallState>["kind"], string> = {
  alert: `<path d="M16 4 30 28H2Z" fill="#d9402b"/><path d="M16 12v8m0 3v1.5" stroke="#fff" stroke-width="3" stroke-linecap="round"/>`,
  calm: `<circle cx="16" cy="16" r="13" fill="#2d7d74"/><path d="m10 16.5 4 4 8-8.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>`,
  learning: `<circle cx="16" cy="16" r="11.5" fill="none" stroke="#8a8f98" stroke-width="5" stroke-dasharray="44 100"/>`,
  waiting: `<circle cx="16" cy="16" r="11.5" fill="none" stroke="#8a8f98" stroke-width="4" stroke-dasharray="4 5"/>`,
  unknown: `<path d="m7 7 18 18m0-18-18 18" stroke="#8a8f98" stroke-width="5" stroke-linecap="round"/>`,
};

/** The browser's tab tells the state too, for whoever has another tab in front. */
export function showStateInTab(store: Store): void {
  const state = overallState(store);
  const count = store.firing.value.length;
  const prefix =
    state.kind === "alert"
      ? `(${Math.max(1, count)}) `
      : state.kind === "unknown"
        ? `${t("Not connected")} \u00B7 `
        : "";
  const { page, id } = store.place.value;
  const name = pages.find(({ key }) => key === page)?.name;
  const place = page === "live" || name === undefined ? "" : `${[t(name), id ?? ""].join(" ").trim()} \u00B7 `;
  document.title = `${prefix}${place}Smokewatch`;
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${SHAPES[state.kind]}</svg>`;
  const href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  if (icon !== null && icon.href !== href) icon.href = href;
}
