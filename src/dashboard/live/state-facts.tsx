import type { JSX } from "preact";
import type { Severity } from "../../core/model/severity.ts";
import { formatCount } from "../format.ts";
import { english, t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { costSoFar } from "./cost-so-far.ts";

/** The worst first; the sign stands beside the colour. */
const SEVERITIES: readonly { severity: Severity; sign: string; text: string }[] = [
  { severity: "critical", sign: "\u25B2\u25B2\u25B2", text: english("{n} critical") },
  { severity: "major", sign: "\u25B2\u25B2", text: english("{n} major") },
  { severity: "minor", sign: "\u25B2", text: english("{n} minor") },
];

/** How many incidents of which severity are open, and what they cost so far. */
export function StateFacts(): JSX.Element | null {
  const open = useStore().firing.value;
  if (open.length === 0) return null;
  return (
    <span class="state-facts" data-testid="state-facts">
      {SEVERITIES.map(({ severity, sign, text }) => {
        const n = open.filter((incident) => incident.severity === severity).length;
        return (
          n > 0 && (
            <span key={severity} class={`severity is-${severity}`}>
              <span aria-hidden="true">{sign}</span> {t(text, { n })}
            </span>
          )
        );
      })}
      {costSoFar(open).map(({ text, least, most }) => (
        <span key={text}>{t(text, { range: rangeText(least, most) })}</span>
      ))}
    </span>
  );
}

function rangeText(least: number, most: number): string {
  if (least === most) return formatCount(most);
  return t("{from} to {to}", { from: formatCount(least), to: formatCount(most) });
}
