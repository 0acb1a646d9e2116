import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { SmallDialog } from "../frame/small-dialog.tsx";
import { keep } from "../kept.ts";
import { useStore } from "../store.ts";
import { t } from "../language/language.ts";

/** Asks whoever looks for their name, once; what they were about to do goes on with it. */
export function AskName(): JSX.Element | null {
  const { person, whoAsks } = useStore();
  const [name, setName] = useState(person.value);
  const goOn = whoAsks.value;
  if (goOn === null) return null;
  const submit = (event: Event): void => {
    event.preventDefault();
    const given = name.trim();
    if (given === "") return;
    keep("name", given);
    person.value = given;
    whoAsks.value = null;
    goOn(given);
  };
  return (
    <SmallDialog title={t("Who are you?")} onClose={() => (whoAsks.value = null)}>
      <form class="form" onSubmit={submit} data-testid="ask-name">
        <label>
          {t("Your name")}
          <input
            autofocus
            required
            maxLength={60}
            autocomplete="name"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <p class="panel-note">{t("Others see it beside what you do. This browser keeps it.")}</p>
        <div class="buttons">
          <button type="submit" class="primary">
            {t("Continue")}
          </button>
        </div>
      </form>
    </SmallDialog>
  );
}
