import type { JSX } from "preact";
import type { RouteExplanation } from "../../core/model/route-explanation.ts";
import { Tick } from "../frame/icon.tsx";
import { t } from "../language/language.ts";

/** Which routes a sample takes and why, and who is told when. */
export function RouteAnswer({ explanation }: { explanation: RouteExplanation }): JSX.Element {
  const { routes, channels, escalations, reminders, mutedBy } = explanation;
  return (
    <div aria-live="polite" data-testid="route-explanation">
      <dl class="facts">
        <div>
          <dt>{t("Told")}</dt>
          <dd>
            <b>{channels.map(({ name }) => name).join(", ") || t("nobody: there is no channel")}</b>
          </dd>
        </div>
        {escalations.map(({ route, after, channels: asked }) => (
          <div key={route}>
            <dt>{t("Unanswered for {duration}", { duration: after })}</dt>
            <dd>{asked.join(", ")}</dd>
          </div>
        ))}
        {reminders.map(({ route, every }) => (
          <div key={route}>
            <dt>{t("Told again")}</dt>
            <dd>{t("every {duration} until somebody acknowledges it", { duration: every })}</dd>
          </div>
        ))}
        {mutedBy.length > 0 && (
          <div>
            <dt>{t("Kept quiet by")}</dt>
            <dd>{t("{names}: nobody is told while that lasts", { names: mutedBy.join(", ") })}</dd>
          </div>
        )}
      </dl>
      <table class="series">
        <thead>
          <tr>
            <th scope="col">{t("Route")}</th>
            <th scope="col">{t("Taken")}</th>
            <th scope="col">{t("Why")}</th>
          </tr>
        </thead>
        <tbody>
          {routes.map(({ name, taken, why }) => (
            <tr key={name} class={taken ? "" : "is-steady"}>
              <td>{taken ? <b>{name}</b> : name}</td>
              <td>
                {taken && <Tick size={12} />} {taken ? t("yes") : t("no")}
              </td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
