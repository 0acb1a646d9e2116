import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { RouteSample } from "../../core/model/route-explanation.ts";
import { ALL_TRAFFIC } from "../../core/model/scope.ts";
import type { Severity } from "../../core/model/severity.ts";
import { instantOf } from "../../core/notify/maintenance.ts";
import { statusLabel } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { useQueryParameter } from "../frame/use-query-parameter.ts";
import { severityInWords } from "../incident/incident-in-words.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { RouteAnswer } from "./route-answer.tsx";
import { useExplanation } from "./use-explanation.ts";

const SEVERITIES: readonly Severity[] = ["minor", "major", "critical"];

/** Where an incident would go: a sample is filled in, and the server says which routes it takes and why. The sample stands in the address. */
export function RouteQuestion({ isAsked }: { isAsked: boolean }): JSX.Element {
  const overview = useStore().overview.value;
  const section = useRef<HTMLElement>(null);
  const timeZone = overview?.timeZone ?? "UTC";
  const statuses = overview?.statuses.map(({ name }) => name) ?? [];
  const [asked, setStatus] = useQueryParameter("status");
  const [scope, setScope] = useQueryParameter("scope", ALL_TRAFFIC);
  const [severity, setSeverity] = useQueryParameter("severity", "major");
  const [time, setTime] = useQueryParameter("at");
  const status = asked === "" ? (statuses[1] ?? "denied") : asked;
  const { explanation, fault } = useExplanation(sampleOf({ status, scope, severity, time }, timeZone));
  useEffect(() => {
    if (isAsked) section.current?.scrollIntoView({ block: "start" });
  }, [isAsked]);
  return (
    <section class="card routes" aria-label={t("Where would an incident go?")} ref={section}>
      <h3>{t("Where would an incident go?")}</h3>
      <form class="form" onSubmit={(event) => event.preventDefault()}>
        <label>
          {t("Status")}
          <select value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
            {statuses.map((name) => (
              <option key={name} value={name}>
                {statusLabel(name)}
              </option>
            ))}
          </select>
        </label>
        <ScopeField scope={scope} onChange={setScope} />
        <label>
          {t("Severity")}
          <select value={severity} onChange={(event) => setSeverity(event.currentTarget.value)}>
            {SEVERITIES.map((name) => (
              <option key={name} value={name}>
                {severityInWords(name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("When, in {timeZone}; now, if left out", { timeZone })}
          <input type="datetime-local" value={time} onInput={(event) => setTime(event.currentTarget.value)} />
        </label>
      </form>
      <Problem text={fault} />
      {explanation !== null && <RouteAnswer explanation={explanation} />}
    </section>
  );
}

function ScopeField({ scope, onChange }: { scope: string; onChange: (scope: string) => void }): JSX.Element {
  const { overview } = useStore();
  return (
    <label>
      {t("Where")}
      <input
        class="code"
        list="known-scopes"
        value={scope}
        onInput={(event) => onChange(event.currentTarget.value || ALL_TRAFFIC)}
      />
      <datalist id="known-scopes">
        {overview.value?.scopes.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </datalist>
    </label>
  );
}

interface Asked {
  status: string;
  scope: string;
  severity: string;
  time: string;
}

/** An address may hold anything; what is no severity is taken for the usual one, the rest the server answers. */
function sampleOf({ status, scope, severity, time }: Asked, timeZone: string): RouteSample {
  const at = time === "" ? Number.NaN : instantOf(time.replace("T", " "), timeZone);
  return {
    status,
    scope,
    severity: SEVERITIES.find((each) => each === severity) ?? "major",
    ...(Number.isFinite(at) ? { at } : {}),
  };
}
