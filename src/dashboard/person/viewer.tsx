import type { JSX } from "preact";
import { useStore } from "../store.ts";
import { t } from "../language/language.ts";

/** In whose name things are done, with a way to change it. */
export function Viewer(): JSX.Element | null {
  const { person, whoAsks } = useStore();
  if (person.value === "") return null;
  return (
    <p class="viewer">
      {t("You are {name}.", { name: person.value })}{" "}
      <button type="button" class="link-like" onClick={() => (whoAsks.value = () => {})}>
        {t("Change")}
      </button>
    </p>
  );
}
