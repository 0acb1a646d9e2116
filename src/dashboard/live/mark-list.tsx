import type { JSX } from "preact";
import type { ChartMark } from "../../core/model/chart-mark.ts";
import { hashOf } from "../address.ts";
import { statusLabel } from "../format.ts";
import { english, t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";

const KINDS: Record<ChartMark["kind"], string> = {
  incident: english("incident"),
  silence: english("silence"),
  deploy: english("deploy"),
};

/** What stands on the charts, in words: for those who do not see it there, and to open it. */
export function MarkList(): JSX.Element | null {
  const marks = useStore().marks.value;
  if (marks.length === 0) return null;
  return (
    <details class="mark-list" data-testid="marks">
      <summary>{tn(marks.length, "{n} mark", "{n} marks")}</summary>
      <ul>
        {marks.toReversed().map((mark) => (
          <MarkLine key={`${mark.kind} ${mark.id}`} mark={mark} />
        ))}
      </ul>
    </details>
  );
}

function MarkLine({ mark }: { mark: ChartMark }): JSX.Element {
  const { clock, now } = useStore();
  const { kind, id, from, to, text, statuses } = mark;
  const begin = clock.value.moment(from, now.value);
  const end = to === null ? t("now") : clock.value.moment(to, now.value);
  return (
    <li>
      <span class={`mark-key is-${kind}`}>{t(KINDS[kind])}</span>
      <time>{kind === "deploy" ? begin : t("{from} to {to}", { from: begin, to: end })}</time>
      {kind === "incident" ? <a href={hashOf({ page: "incidents", id })}>{text}</a> : <span>{text}</span>}
      {kind === "silence" && statuses !== null && <span class="soft">{statuses.map(statusLabel).join(", ")}</span>}
    </li>
  );
}
