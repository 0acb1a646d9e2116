import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LearningPhase } from "../../core/model/monitor-report.ts";
import type { ScopeLearning } from "../../core/model/settings-report.ts";
import { hashOf } from "../address.ts";
import { capitalised, formatDuration } from "../format.ts";
import { Hourglass, Tick } from "../frame/icon.tsx";
import { english, t, tn } from "../language/language.ts";

const SHOWN_AT_FIRST = 12;

const PHASES: Record<LearningPhase, string> = {
  waiting: english("nothing received yet"),
  "warming-up": english("warming up: not judged yet"),
  "first-days": english("first days: a change has to be larger"),
  learned: english("learned"),
};

/** How far the judge is with each scope, those of which least is known first. */
export function ScopesLearned({ scopes }: { scopes: readonly ScopeLearning[] }): JSX.Element {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? scopes : scopes.slice(0, SHOWN_AT_FIRST);
  const learned = scopes.filter(({ phase }) => phase === "learned").length;
  return (
    <section class="card part" aria-labelledby="scopes-learned">
      <h3 id="scopes-learned">{t("What is learned")}</h3>
      {scopes.length === 0 ? (
        <p class="empty">{t("Nothing came in yet. Learning begins with the first transaction.")}</p>
      ) : (
        <p class="panel-note">
          {t("{n} of {all} scopes are learned; after two days without a gap each time of day was seen twice.", {
            n: learned,
            all: scopes.length,
          })}
        </p>
      )}
      {scopes.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="scopes-learned">
          <table class="series">
            <thead>
              <tr>
                <th scope="col">{t("Scope")}</th>
                <th scope="col">{t("State")}</th>
                <th scope="col" class="number">
                  {t("Seen")}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ key, label, phase, seenMs }) => (
                <tr key={key}>
                  <td>
                    <a href={hashOf({ page: "live", query: { scope: key } })}>{capitalised(label)}</a>
                  </td>
                  <td>
                    {phase === "learned" ? <Tick /> : <Hourglass />} {t(PHASES[phase])}
                  </td>
                  <td class="number">{formatDuration(seenMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {scopes.length > shown.length && (
        <button type="button" class="link-like" onClick={() => setIsWhole(true)}>
          {tn(scopes.length - shown.length, "Show {n} more scope", "Show {n} more scopes")}
        </button>
      )}
    </section>
  );
}
