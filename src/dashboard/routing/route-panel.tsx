import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RouteExplanation } from "../../core/model/route-explanation.ts";
import { ALL_TRAFFIC } from "../../core/model/scope.ts";
import type { Severity } from "../../core/model/severity.ts";
import { instantOf } from "../../core/notify/maintenance.ts";
import { statusLabel } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { SidePanel } from "../frame/side-panel.tsx";
import { useStore } from "../store.ts";
import { useExplanation } from "./use-explanation.ts";

const SEVERITIES: readonly Severity[] = ["minor", "major", "critical"];

/** Where an incident would go: a sample is filled in, and the server says which routes it takes and why. */
export function RoutePanel(): JSX.Element {
  const overview = useStore().overview.value;
  const timeZone = overview?.timeZone ?? "UTC";
  const statuses = overview?.statuses.map(({ name }) => name) ?? [];
  const [status, setStatus] = useState("");
  const [scope, setScope] = useState(ALL_TRAFFIC);
  const [severity, setSeverity] = useState<Severity>("major");
  const [time, setTime] = useState("");
  const at = time === "" ? {} : { at: instantOf(time.replace("T", " "), timeZone) };
  const { explanation, fault } = useExplanation({
    status: status || (statuses[1] ?? "denied"),
    scope,
    severity,
    ...at,
  });
  return (
    <SidePanel title="Where would an incident go?">
      <form class="form" onSubmit={(event) => event.preventDefault()}>
        <label>
          Status
          <select value={status || statuses[1]} onChange={(event) => setStatus(event.currentTarget.value)}>
            {statuses.map((name) => (
              <option key={name} value={name}>
                {statusLabel(name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Where
          <input
            class="code"
            list="known-scopes"
            value={scope}
            onInput={(event) => setScope(event.currentTarget.value || ALL_TRAFFIC)}
          />
          <datalist id="known-scopes">
            {overview?.scopes.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </datalist>
        </label>
        <label>
          Severity
          <select value={severity} onChange={(event) => setSeverity(event.currentTarget.value as Severity)}>
            {SEVERITIES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          When, in {timeZone}; now, if left out
          <input type="datetime-local" value={time} onInput={(event) => setTime(event.currentTarget.value)} />
        </label>
      </form>
      <Problem text={fault} />
      {explanation !== null && <Explanation explanation={explanation} />}
    </SidePanel>
  );
}

function Explanation({ explanation }: { explanation: RouteExplanation }): JSX.Element {
  const { routes, channels, escalations, reminders, mutedBy } = explanation;
  return (
    <div aria-live="polite" data-testid="route-explanation">
      <table class="series">
        <thead>
          <tr>
            <th scope="col">Route</th>
            <th scope="col">Taken</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {routes.map(({ name, taken, why }) => (
            <tr key={name}>
              <td>{taken ? <b>{name}</b> : name}</td>
              <td>{taken ? "yes" : "no"}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="facts">
        <div>
          <dt>Told</dt>
          <dd>{channels.map(({ name }) => name).join(", ") || "nobody: there is no channel"}</dd>
        </div>
        {escalations.map(({ route, after, channels: asked }) => (
          <div key={route}>
            <dt>Unanswered for {after}</dt>
            <dd>{asked.join(", ")}</dd>
          </div>
        ))}
        {reminders.map(({ route, every }) => (
          <div key={route}>
            <dt>Told again</dt>
            <dd>every {every} until somebody acknowledges it</dd>
          </div>
        ))}
        {mutedBy.length > 0 && (
          <div>
            <dt>Kept quiet by</dt>
            <dd>{mutedBy.join(", ")}: nobody is told while that lasts</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
