import type { JSX } from "preact";
import { capitalised } from "../format.ts";
import { useStore } from "../store.ts";
import { Warning } from "./icon.tsx";
import { t } from "../language/language.ts";

/** What is not as it should be with the monitor itself. */
export function Notices(): JSX.Element | null {
  const store = useStore();
  const troubles = store.pulse.value?.troubles ?? store.overview.value?.troubles ?? [];
  const refusals = [...store.refusals.value];
  if (troubles.length === 0 && refusals.length === 0) return null;
  return (
    <ul class="notices" aria-label={t("Troubles")}>
      {refusals.map(([subject, message]) => (
        <li key={subject}>
          <Warning /> <b>{capitalised(subject)}:</b> <span lang="en">{message}</span>
        </li>
      ))}
      {troubles.map((trouble) => (
        <li key={`${trouble.part} ${trouble.text}`}>
          <Warning /> <b>{capitalised(trouble.part)}:</b> <span lang="en">{trouble.text}</span>
        </li>
      ))}
    </ul>
  );
}
