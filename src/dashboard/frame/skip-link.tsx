import type { JSX } from "preact";
import { t } from "../language/language.ts";

/** The first thing that the Tab key meets: past the navigation. A button, because the fragment is the page's address. */
export function SkipLink(): JSX.Element {
  return (
    <button type="button" class="skip" onClick={() => focusContent()}>
      {t("Skip to the content")}
    </button>
  );
}

/** Puts the focus where the content begins, so that the keyboard and screen readers go on from there. */
export function focusContent(): void {
  const main = document.querySelector("main");
  if (main === null) return;
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}
