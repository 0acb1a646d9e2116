import type { JSX } from "preact";
import type { Incident, Member } from "../../core/model/incident.ts";
import { formatCount, formatMean, statusLabel } from "../format.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { memberSpan } from "./incident-in-words.ts";
import { ScopeLink } from "./scope-link.tsx";

/** The series of an incident: when each was in alarm, and how far it went. */
export function Affected({ incident }: { incident: Incident }): JSX.Element {
  return (
    <section aria-label={t("What is affected")}>
      <h3>{t("What is affected")}</h3>
      <div class="wide-table">
        <table class="series">
          <thead>
            <tr>
              <th scope="col">{t("Series")}</th>
              <th scope="col">{t("When")}</th>
              <th scope="col" class="number">
                {t("Peak")}
              </th>
              <th scope="col" class="number">
                {t("Expected")}
              </th>
            </tr>
          </thead>
          <tbody>
            {incident.members.map((member) => (
              <MemberRow key={`${member.scope} ${member.status} ${member.startedAt}`} member={member} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function MemberRow({ member }: { member: Member }): JSX.Element {
  const { clock, now } = useStore();
  return (
    <tr>
      <td>
        <b>{statusLabel(member.status)}</b> {symptomInWords(member)}
        <span class="meta">
          <ScopeLink scope={member.scope} />
        </span>
      </td>
      <td>{memberSpan(member, clock.value, now.value)}</td>
      <td class="number">{formatCount(member.peakValue)}</td>
      <td class="number">{formatMean(member.peakExpected)}</td>
    </tr>
  );
}

function symptomInWords({ symptom }: Member): string {
  if (symptom === "silence") return t("silent");
  return symptom === "above" ? t("above normal") : t("below normal");
}
