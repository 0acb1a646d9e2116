import type { JSX } from "preact";
import { t } from "../language/language.ts";
import { actions } from "./action.ts";
import { Keys } from "./keys.tsx";
import { hasShortcuts } from "./shortcuts.ts";
import { SmallDialog } from "./small-dialog.tsx";

/** Every key that does something here. */
export function ShortcutList({ onClose }: { onClose: () => void }): JSX.Element {
  const withKeys = actions.value.flatMap(({ name, keys }) => (keys === null ? [] : [{ name, keys }]));
  return (
    <SmallDialog title={t("Keyboard shortcuts")} onClose={onClose}>
      {!hasShortcuts.value && (
        <p class="panel-note">{t("Keys without Ctrl are switched off; the settings switch them on.")}</p>
      )}
      <table class="series shortcuts">
        <thead class="unseen">
          <tr>
            <th scope="col">{t("Keys")}</th>
            <th scope="col">{t("What they do")}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <span class="keys">
                <kbd>Ctrl</kbd> / <kbd>{"\u2318"}</kbd> + <kbd>k</kbd>
              </span>
            </td>
            <td>{t("Find anything")}</td>
          </tr>
          {withKeys.map(({ name, keys }) => (
            <tr key={keys}>
              <td>
                <Keys keys={keys} />
              </td>
              <td>{name}</td>
            </tr>
          ))}
          <tr>
            <td>
              <kbd>Esc</kbd>
            </td>
            <td>{t("Close what is open")}</td>
          </tr>
        </tbody>
      </table>
    </SmallDialog>
  );
}
