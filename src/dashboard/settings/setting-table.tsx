import type { JSX } from "preact";
import type { SettingRow, SettingSource } from "../../core/model/settings-report.ts";
import { useQueryParameter } from "../frame/use-query-parameter.ts";
import { english, t } from "../language/language.ts";

const SOURCES: Record<SettingSource, string> = {
  default: english("default"),
  file: english("file"),
  environment: english("environment"),
  flag: english("command line"),
};

/** Every setting with its value and where that comes from. */
export function SettingTable({ rows }: { rows: readonly SettingRow[] }): JSX.Element {
  const [query, setQuery] = useQueryParameter("find");
  const [isOnlyGiven, setIsOnlyGiven] = useQueryParameter("given");
  const asked = query.trim().toLowerCase();
  const shown = rows.filter(
    ({ name, value, help, source }) =>
      (isOnlyGiven === "" || source !== "default") && `${name} ${value} ${help}`.toLowerCase().includes(asked),
  );
  return (
    <section class="card part" aria-labelledby="setting-table">
      <h3 id="setting-table">{t("Every setting, and where it comes from")}</h3>
      <p class="panel-note">
        {t("They are changed in the file, the environment or on the command line, and hold from the next start on.")}
      </p>
      <div class="choices">
        <label>
          {t("Find a setting")}
          <input type="search" value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={isOnlyGiven !== ""}
            onChange={(event) => setIsOnlyGiven(event.currentTarget.checked ? "yes" : "")}
          />
          {t("Only those that are not the default")}
        </label>
      </div>
      {shown.length === 0 ? (
        <p class="empty">{t("No setting fits. Take a part of the words away, or show the defaults as well.")}</p>
      ) : (
        <ul class="setting-rows">
          {shown.map(({ name, value, source, help }) => (
            <li key={name} data-testid="setting" data-source={source}>
              <code>{name}</code>
              <span class="value">{value}</span>
              <span class={`source-of is-${source}`}>{t(SOURCES[source])}</span>
              <details>
                <summary>{t("What it does")}</summary>
                <p lang="en">{help.replaceAll("`", "")}</p>
              </details>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
