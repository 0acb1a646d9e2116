import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";

export function AssignForm({
  assignee,
  onAssign,
}: {
  assignee: string | null;
  onAssign: (to: string | null) => void;
}): JSX.Element {
  const { person } = useStore();
  const [name, setName] = useState(assignee ?? person.value);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (name.trim() !== "") onAssign(name.trim());
  };
  return (
    <form class="form inline" onSubmit={submit}>
      <label>
        {t("Who shall take care of it")}
        <input
          ref={input}
          required
          maxLength={60}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <button type="submit">{t("Give it to them")}</button>
        {assignee !== null && (
          <button type="button" onClick={() => onAssign(null)}>
            {t("To nobody")}
          </button>
        )}
      </div>
    </form>
  );
}
