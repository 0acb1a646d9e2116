import type { JSX } from "preact";
import type { Silence } from "../../core/model/silence.ts";
import { endSilence, fetchSilences } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore } from "../store.ts";

export function SilenceList(): JSX.Element {
  const { silences, draft, now } = useStore();
  const lasting = silences.value.filter(({ endsAt }) => endsAt > now.value);
  return (
    <section class="card list silences" aria-label={t("Silences")}>
      <header>
        <h2>{t("Silences")}</h2>
        <button type="button" class="link-like" onClick={() => (draft.value = { match: [], incidentId: null })}>
          {t("New silence")}
        </button>
      </header>
      {lasting.length === 0 && <p class="empty">{t("Nothing is silenced: people are told of every incident.")}</p>}
      <ul>
        {lasting.map((silence) => (
          <SilenceEntry key={silence.id} silence={silence} />
        ))}
      </ul>
    </section>
  );
}

function SilenceEntry({ silence }: { silence: Silence }): JSX.Element {
  const { clock, now, silences } = useStore();
  const { run, isBusy, problem } = useDeed();
  const { id, match, startsAt, endsAt, weekly, owner, reason } = silence;
  const from = clock.value.moment(startsAt, now.value);
  const until = clock.value.moment(endsAt, now.value);
  const end = (): void =>
    run(async (by) => {
      await endSilence(id, by);
      silences.value = await fetchSilences();
    });
  return (
    <li class="entry with-button" data-testid="silence">
      <span class="entry-text">
        <strong class="code">{match.join(" ")}</strong>
        <span class="meta">
          {startsAt > now.value ? t("from {from} until {until}", { from, until }) : t("until {until}", { until })},{" "}
          {owner}
          {weekly !== undefined &&
            ` \u00B7 ${[weekly.days?.join(", "), `${weekly.from}\u2013${weekly.to}`, weekly.timeZone].filter(Boolean).join(" ")}`}
        </span>
        <span class="reason">{reason}</span>
        <Problem text={problem} />
      </span>
      <button
        type="button"
        disabled={isBusy}
        onClick={end}
        aria-label={t("End the silence of {conditions}", { conditions: match.join(" ") })}
      >
        {t("End")}
      </button>
    </li>
  );
}
