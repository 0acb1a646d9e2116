import { useState } from "preact/hooks";
import type { JSX } from "preact";
import { chooseShortcuts, hasShortcuts } from "../frame/shortcuts.ts";
import { Problem } from "../frame/problem.tsx";
import { chooseLanguage, language, LANGUAGE_NAMES, LANGUAGES, t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { chooseZone, viewersTimeZone } from "../time-zone.ts";

/** What everybody chooses for themselves; this browser keeps it. */
export function OwnChoices(): JSX.Element {
  const { overview, person, whoAsks, zone } = useStore();
  const operations = overview.value?.timeZone ?? "UTC";
  return (
    <section class="card part" aria-labelledby="own-choices">
      <h3 id="own-choices">{t("For you, in this browser")}</h3>
      <div class="choices">
        <LanguageChoice />
        <label>
          {t("Times are shown in")}
          <select
            value={zone.value}
            onChange={(event) => chooseZone(zone, event.currentTarget.value === "viewer" ? "viewer" : "operation")}
          >
            <option value="operation">{t("{zone}, the operation's", { zone: operations })}</option>
            <option value="viewer">{t("{zone}, this browser's", { zone: viewersTimeZone() })}</option>
          </select>
        </label>
        <div>
          <span>{t("Your name, beside what you do")}</span>
          <button type="button" onClick={() => (whoAsks.value = () => {})}>
            {person.value === "" ? t("Say who you are") : t("{name}: change", { name: person.value })}
          </button>
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={hasShortcuts.value}
            onChange={(event) => chooseShortcuts(event.currentTarget.checked)}
          />
          {t("Shortcuts of single keys, listed under ?")}
        </label>
      </div>
    </section>
  );
}

function LanguageChoice(): JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (code: string): Promise<void> => {
    const chosen = LANGUAGES.find((each) => each === code) ?? "en";
    try {
      await chooseLanguage(chosen);
      setProblem(null);
    } catch {
      setProblem(t("The texts could not be fetched from the server. Try again when it is connected."));
    }
  };
  return (
    <label>
      {t("Language")}
      <select value={language.value} onChange={(event) => void choose(event.currentTarget.value)}>
        {LANGUAGES.map((code) => (
          <option key={code} value={code} lang={code}>
            {LANGUAGE_NAMES[code]}
          </option>
        ))}
      </select>
      <Problem text={problem} />
    </label>
  );
}
