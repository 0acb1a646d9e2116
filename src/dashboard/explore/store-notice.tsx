import type { JSX } from "preact";
import { Warning } from "../frame/icon.tsx";
import { capitalised } from "../format.ts";
import { t } from "../language/language.ts";
import type { Vocabulary } from "./query-api.ts";

/** Why nothing can be asked now, and what to do. */
export function StoreNotice({ vocabulary }: { vocabulary: Vocabulary | null }): JSX.Element | null {
  if (vocabulary === null || vocabulary.state === "ready") return null;
  const { state, trouble } = vocabulary;
  if (state === "opening") {
    return (
      <p class="preview" role="status">
        {t("The store is starting. Queries run as soon as it is there.")}
      </p>
    );
  }
  return (
    <div class="preview" role="alert" data-testid="store-notice">
      <p>
        <Warning /> {capitalised(trouble ?? t("the store does not answer"))}
      </p>
      <p>
        {state === "absent"
          ? t("Everything else works without it: what happens is judged, and people are told.")
          : t("It is tried again. What you write here stays.")}
      </p>
    </div>
  );
}
