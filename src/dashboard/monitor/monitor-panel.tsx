import type { JSX } from "preact";
import type { Detectable, MonitorReport } from "../../core/model/monitor-report.ts";
import { hashOf } from "../address.ts";
import { t } from "../language/language.ts";
import { capitalised, formatMean, statusLabel } from "../format.ts";
import { Hourglass, Tick } from "../frame/icon.tsx";
import { SidePanel } from "../frame/side-panel.tsx";
import { useStore } from "../store.ts";
import { allowedInShort, judgedInShort, reachInShort, whatIsWatched, windowLabel } from "./monitor-in-words.ts";

export function MonitorPanel({ name }: { name: string }): JSX.Element {
  const monitor = useStore().monitors.value.find((each) => each.name === name);
  return (
    <SidePanel title={capitalised(name)}>
      {monitor === undefined ? (
        <p class="empty">{t("No monitor has this name.")}</p>
      ) : (
        <MonitorDetail monitor={monitor} />
      )}
    </SidePanel>
  );
}

function MonitorDetail({ monitor }: { monitor: MonitorReport }): JSX.Element {
  const { clock } = useStore();
  const { text, learning, since, statuses } = monitor;
  return (
    <>
      <p class="lead" data-testid="monitor-text">
        {text}
      </p>
      <p class="panel-note">
        {learning.phase === "learned" ? <Tick /> : <Hourglass />} {learning.text}
      </p>
      <dl class="facts">
        <div>
          <dt>{t("Watches")}</dt>
          <dd>{whatIsWatched(monitor)}</dd>
        </div>
        <div>
          <dt>{t("From")}</dt>
          <dd>{monitor.source === "dashboard" ? t("changed on the dashboard") : t("the configuration")}</dd>
        </div>
        <div>
          <dt>{t("Statuses")}</dt>
          <dd>{statuses.map(statusLabel).join(", ")}</dd>
        </div>
        <div>
          <dt>{t("Counts since")}</dt>
          <dd>{since === null ? t("not yet") : clock.value.full(since)}</dd>
        </div>
      </dl>
      <p>
        <a class="button-like" href={hashOf({ page: "monitors", id: monitor.name, query: { edit: "1" } })}>
          {t("Change it, and see what it would have told")}
        </a>
      </p>
      <Raised monitor={monitor} />
      <Findable monitor={monitor} />
    </>
  );
}

function Raised({ monitor: { delivered, alarmsPerWeek } }: { monitor: MonitorReport }): JSX.Element {
  return (
    <>
      <h3>{t("Alarms raised")}</h3>
      <table class="series">
        <thead>
          <tr>
            <th scope="col">{t("In the last")}</th>
            <th scope="col">{t("Judged")}</th>
            <th scope="col" class="number">
              {t("Alarms")}
            </th>
            <th scope="col" class="number">
              {t("Incidents")}
            </th>
            <th scope="col" class="number">
              {t("Allowed")}
            </th>
          </tr>
        </thead>
        <tbody>
          {delivered.map((each) => (
            <tr key={each.days}>
              <td>{windowLabel(each)}</td>
              <td>{judgedInShort(each)}</td>
              <td class="number">{each.alarms}</td>
              <td class="number">{each.incidents}</td>
              <td class="number">{allowedInShort(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="meta">
        Every alarm is counted, true or false: only you can tell which were false. Allowed is what the budget leaves for
        the time judged.{" "}
        {alarmsPerWeek === null
          ? "A weekly rate is told once a week has been judged."
          : `That is ${formatMean(alarmsPerWeek)} alarms a week.`}
      </p>
    </>
  );
}

function Findable({ monitor: { detectable, scopes } }: { monitor: MonitorReport }): JSX.Element | null {
  const [first] = detectable;
  if (first === undefined) return null;
  return (
    <>
      <h3>{t("What it can find now")}</h3>
      <table class="series" data-testid="findable">
        <thead>
          <tr>
            <th scope="col">{t("Status")}</th>
            {first.within.map(({ minutes }) => (
              <th scope="col" key={minutes}>
                Within {minutes === 60 ? "an hour" : `${minutes} minutes`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {detectable.map((each) => (
            <FindableRow key={`${each.status} ${each.side}`} detectable={each} />
          ))}
        </tbody>
      </table>
      <p class="meta">
        The smallest change that is mostly found in that time, if it lasts: roughly, for the volume of now
        {scopes > 1 ? "; for a typical one, and below it for the hardest" : ""}.
      </p>
    </>
  );
}

function FindableRow({ detectable }: { detectable: Detectable }): JSX.Element {
  const { status, side, within } = detectable;
  return (
    <tr>
      <td>
        <b>{statusLabel(status)}</b> {side === "above" ? "rises" : "falls"}
      </td>
      {within.map(({ minutes, typical, worst }) => {
        const [usual, hardest] = [reachInShort(typical, side), reachInShort(worst, side)];
        return (
          <td key={minutes}>
            {usual}
            {hardest !== usual && <span class="meta">{hardest}</span>}
          </td>
        );
      })}
    </tr>
  );
}
