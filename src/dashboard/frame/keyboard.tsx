import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { hashOf } from "../address.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { chooseZone } from "../time-zone.ts";
import { useAction } from "./action.ts";
import { CommandPalette } from "./command-palette.tsx";
import { goTo } from "./commands.ts";
import { pages, type Page } from "./pages.ts";
import { ShortcutList } from "./shortcut-list.tsx";
import { listenForShortcuts } from "./shortcuts.ts";

/** All that the keyboard alone can reach: pages, the command palette, the list of shortcuts. */
export function Keyboard(): JSX.Element {
  const { opened, draft, zone } = useStore();
  const otherZone = zone.value === "viewer" ? "operation" : "viewer";
  // A dialog says late that it is closed; another may be open by then.
  const close = (which: "palette" | "shortcuts"): void => {
    if (opened.value === which) opened.value = null;
  };
  useEffect(() => listenForShortcuts(document), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      opened.value = "palette";
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  useAction({ name: t("Show the keyboard shortcuts"), keys: "?", run: () => (opened.value = "shortcuts") });
  useAction({ name: t("New silence"), keys: null, run: () => (draft.value = { match: [], incidentId: null }) });
  useAction({
    name: otherZone === "viewer" ? t("Show times in my time zone") : t("Show times in the operation's time zone"),
    keys: null,
    run: () => chooseZone(zone, otherZone),
  });
  return (
    <>
      {pages.map((page) => (
        <PageAction key={page.key} page={page} />
      ))}
      {opened.value === "palette" && <CommandPalette onClose={() => close("palette")} />}
      {opened.value === "shortcuts" && <ShortcutList onClose={() => close("shortcuts")} />}
    </>
  );
}

function PageAction({ page }: { page: Page }): null {
  const name = t("Go to {page}", { page: t(page.name) });
  useAction({ name, keys: `g ${page.shortcut}`, kind: t("Page"), run: () => goTo(hashOf({ page: page.key })) });
  return null;
}
