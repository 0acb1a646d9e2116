import type { JSX } from "preact";
import { isOpen } from "../../core/incident/incident-state.ts";
import type {
  DimensionMovement,
  IncidentExplanation,
  ScopeMovement,
  StatusMovement,
} from "../../core/model/incident-explanation.ts";
import type { Incident } from "../../core/model/incident.ts";
import { fetchExplanation } from "../api.ts";
import { capitalised, formatBand, formatCount, formatMean, statusLabel } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { useAnswer } from "../use-answer.ts";
import { MovementWord } from "./movement-glyph.tsx";
import { ScopeLink } from "./scope-link.tsx";

const FRESH_MS = 15_000;

/** Which statuses and scopes moved while the incident lasted, and which did not. */
export function Moved({ incident }: { incident: Incident }): JSX.Element {
  const { now, clock } = useStore();
  const round = isOpen(incident) ? Math.floor(now.value / FRESH_MS) : incident.resolvedAt;
  const { answer, fault } = useAnswer(`${incident.id} ${round}`, () => fetchExplanation(incident.id));
  return (
    <section aria-label={t("What moved and what did not")} data-testid="moved">
      <h3>{t("What moved and what did not")}</h3>
      {answer === null && fault === null && <p class="empty">{t("Loading")}</p>}
      <Problem text={fault} />
      {answer !== null && answer.ticks === 0 && (
        <p class="empty">
          {isOpen(incident)
            ? t("The first tick of the incident has not closed yet; it shows here as soon as it has.")
            : t("The counts of that time are not remembered any more.")}
        </p>
      )}
      {answer !== null && answer.ticks > 0 && (
        <>
          <p class="meta">
            {t("From {from} to {to}: what came in, against what was expected of the same time.", {
              from: clock.value.moment(answer.from, now.value),
              to: clock.value.second(answer.to),
            })}
            {!answer.isWhole && ` ${t("The rest of its time is left out.")}`}
          </p>
          <Explained explanation={answer} />
        </>
      )}
    </section>
  );
}

function Explained({ explanation }: { explanation: IncidentExplanation }): JSX.Element {
  const { scopes, dimensions, status } = explanation;
  return (
    <>
      {scopes.map((scope) => (
        <StatusTable key={scope.scope} scope={scope} />
      ))}
      {dimensions.map((dimension) => (
        <DimensionTable key={dimension.dimension} movement={dimension} status={status} />
      ))}
    </>
  );
}

/** What moved as a table; what did not in one line, because there is always more of it. */
function StatusTable({ scope }: { scope: ScopeMovement }): JSX.Element {
  const shown = scope.statuses.filter(({ movement, isMember }) => movement !== "usual" || isMember);
  const steady = scope.statuses.filter((each) => !shown.includes(each));
  return (
    <div class="wide-table">
      <table class="series">
        <caption>{capitalised(scope.label)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("Status")}</th>
            <th scope="col" class="number">
              {t("Came in")}
            </th>
            <th scope="col" class="number">
              {t("Expected")}
            </th>
            <th scope="col" class="number optional">
              {t("Normal range")}
            </th>
            <th scope="col">{t("Moved")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <tr key={each.status}>
              <th scope="row">{statusLabel(each.status)}</th>
              <td class="number">{formatCount(each.observed)}</td>
              <td class="number">{formatMean(each.expected)}</td>
              <td class="number optional">{formatBand(each.lower, each.upper)}</td>
              <td>
                <MovementWord movement={each.movement} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {steady.length > 0 && (
        <p class="steady">
          <MovementWord movement="usual" />:{" "}
          {steady
            .map(({ status, observed, expected }) =>
              t("{status} {observed} (expected {expected})", {
                status: statusLabel(status),
                observed: formatCount(observed),
                expected: formatMean(expected),
              }),
            )
            .join(", ")}
          .
        </p>
      )}
    </div>
  );
}

function DimensionTable({ movement, status }: { movement: DimensionMovement; status: string }): JSX.Element {
  const { dimension, moved, movedCount } = movement;
  return (
    <div class="wide-table">
      {moved.length > 0 && (
        <table class="series" data-testid={`moved-${dimension}`}>
          <caption>{t("By {dimension}", { dimension })}</caption>
          <thead>
            <tr>
              <th scope="col">{capitalised(dimension)}</th>
              <th scope="col">{t("Part of the excess of {status}", { status: statusLabel(status) })}</th>
              <th scope="col" class="number">
                {t("Came in")}
              </th>
              <th scope="col" class="number">
                {t("Expected")}
              </th>
              <th scope="col" class="optional">
                {t("Moved")}
              </th>
            </tr>
          </thead>
          <tbody>
            {moved.map((scope) => (
              <ScopeRow key={scope.scope} scope={scope} status={status} />
            ))}
          </tbody>
        </table>
      )}
      {movedCount > moved.length && (
        <p class="meta">
          {tn(movedCount - moved.length, "and {n} more that moved less", "and {n} more that moved less")}
        </p>
      )}
      <SteadyLine movement={movement} />
    </div>
  );
}

function ScopeRow({ scope, status }: { scope: ScopeMovement; status: string }): JSX.Element {
  const lead = scope.statuses.find((each) => each.status === status);
  return (
    <tr>
      <th scope="row">
        <ScopeLink scope={scope.scope} text={scope.scope.slice(scope.scope.indexOf("=") + 1)} />
      </th>
      <td>
        <ShareBar share={scope.share} />
      </td>
      <td class="number">{formatCount(lead?.observed ?? null)}</td>
      <td class="number">{formatMean(lead?.expected ?? null)}</td>
      <td class="optional">
        {scope.statuses.filter(hasMoved).map((each) => (
          <span key={each.status} class="moved-status">
            {statusLabel(each.status)} <MovementWord movement={each.movement} />
          </span>
        ))}
      </td>
    </tr>
  );
}

function hasMoved({ movement }: StatusMovement): boolean {
  return movement === "above" || movement === "below";
}

function ShareBar({ share }: { share: number | null }): JSX.Element {
  if (share === null) return <span class="meta">{t("none")}</span>;
  const percent = Math.round(share * 100);
  return (
    <span class="share-bar">
      <span class="bar" aria-hidden="true" style={{ "--part": `${Math.min(100, percent)}%` }} />
      <b>{percent >= 100 ? t("all of it") : `${percent} %`}</b>
    </span>
  );
}

function SteadyLine({ movement }: { movement: DimensionMovement }): JSX.Element | null {
  const { dimension, steady, steadyCount, unknownCount } = movement;
  const names = steady.map(({ scope }) => scope.slice(scope.indexOf("=") + 1)).join(", ");
  const rest = steadyCount - steady.length;
  if (steadyCount === 0 && unknownCount === 0) return null;
  return (
    <p class="steady" data-testid={`steady-${dimension}`}>
      {steadyCount > 0 && (
        <>
          <MovementWord movement="usual" />: {names}
          {rest > 0 && ` ${t("and {n} more", { n: rest })}`}.{" "}
        </>
      )}
      {unknownCount > 0 && (
        <span class="meta">
          {tn(unknownCount, "Of {n} value too little is known to say.", "Of {n} values too little is known to say.")}
        </span>
      )}
    </p>
  );
}
