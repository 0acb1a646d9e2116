import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { type Command, foundCommands } from "./command-search.ts";
import { commandsOf } from "./commands.ts";
import { Keys } from "./keys.tsx";

const MOST_SHOWN = 40;
const optionId = (index: number): string => `command-${index}`;

/** One field that finds pages, incidents, monitors, scopes and what can be done. */
export function CommandPalette({ onClose }: { onClose: () => void }): JSX.Element {
  const store = useStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = foundCommands(commandsOf(store), query, MOST_SHOWN);
  // Before the next key is pressed, so that it goes to the dialog.
  useLayoutEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  useEffect(() => document.querySelector(`#${optionId(chosen)}`)?.scrollIntoView({ block: "nearest" }), [chosen]);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    // Closed first: what runs may open a dialog of its own, or move the focus.
    dialog.current?.close();
    command.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const last = found.length - 1;
    const next = { ArrowDown: chosen >= last ? 0 : chosen + 1, ArrowUp: chosen <= 0 ? last : chosen - 1 }[event.key];
    if (event.key === "Enter") run(found[chosen]);
    else if (next !== undefined) setChosen(Math.max(0, next));
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      class="palette"
      ref={dialog}
      aria-label={t("Commands")}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <input
        type="text"
        role="combobox"
        aria-label={t("Search pages, incidents, scopes and actions")}
        placeholder={t("Search pages, incidents, scopes and actions")}
        aria-expanded="true"
        aria-controls="commands"
        aria-autocomplete="list"
        aria-activedescendant={found.length === 0 ? undefined : optionId(chosen)}
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <ul id="commands" role="listbox" aria-label={t("Commands")}>
        {found.map((command, index) => (
          <li
            key={command.key}
            id={optionId(index)}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setChosen(index)}
            onClick={() => run(command)}
          >
            <span>{command.name}</span>
            <span class="meta">{command.kind}</span>
            {command.keys !== null && <Keys keys={command.keys} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p class="empty" role="status">
          {t("Nothing has these words. Try a part of a name, such as that of an issuer or a page.")}
        </p>
      )}
    </dialog>
  );
}
