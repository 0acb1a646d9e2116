import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Delivery } from "../../core/model/delivery.ts";
import { fetchManyDeliveries } from "../api.ts";
import { formatCount } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { useQueryParameter } from "../frame/use-query-parameter.ts";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { useAnswer } from "../use-answer.ts";
import { useListKeys } from "../use-list-keys.ts";
import { isUndelivered } from "./delivery-in-words.ts";
import { InboxEntry } from "./inbox-entry.tsx";
import { NoMessage } from "./inbox-list.tsx";
import { RetryButton } from "./retry-button.tsx";

const SHOWN_AT_FIRST = 50;
const MOST = 500;

/** Messages by their channel and by what became of them; both stand in the address. */
export function InboxRows({ openId }: { openId: string | null }): JSX.Element {
  const { deliveries, link, place } = useStore();
  const list = useRef<HTMLUListElement>(null);
  const [channel, setChannel] = useQueryParameter("channel");
  const [state, setState] = useQueryParameter("state");
  const [shownCount, setShownCount] = useState(SHOWN_AT_FIRST);
  const { answer, fault } = useAnswer(link.value.kind, () => fetchManyDeliveries(MOST));
  useListKeys(list);
  const all = withOlder(deliveries.value, answer ?? []);
  const ofChannel = all.filter((delivery) => channel === "" || delivery.channel === channel);
  const found = ofChannel.filter((delivery) => isOfState(delivery, state));
  const channels = [...new Set(all.map((delivery) => delivery.channel))].toSorted();
  return (
    <section class="inbox-rows" aria-label={t("Messages")}>
      <div class="filter-fields">
        <label>
          {t("Channel")}
          <select value={channel} onChange={(event) => setChannel(event.currentTarget.value)}>
            <option value="">{t("All")}</option>
            {channels.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          {t("What became of it")}
          <select value={state} onChange={(event) => setState(event.currentTarget.value)}>
            {states().map(([value, word]) => (
              <option key={value} value={value}>
                {word} ({formatCount(ofChannel.filter((delivery) => isOfState(delivery, value)).length)})
              </option>
            ))}
          </select>
        </label>
      </div>
      <Problem text={fault} />
      {all.length === 0 && <NoMessage />}
      {all.length > 0 && found.length === 0 && <p class="empty">{t("No message is as the filters want it.")}</p>}
      {found.length > 0 && (
        <ul class="card list inbox" ref={list}>
          {found.slice(0, shownCount).map((delivery) => (
            <li key={delivery.id}>
              <InboxEntry delivery={delivery} isOpen={delivery.id === openId} query={place.value.query} />
              <RetryButton delivery={delivery} />
            </li>
          ))}
        </ul>
      )}
      {found.length > shownCount && (
        <button type="button" class="more" onClick={() => setShownCount(shownCount + SHOWN_AT_FIRST)}>
          {tn(found.length - shownCount, "Show {n} earlier message", "Show {n} earlier messages")}
        </button>
      )}
    </section>
  );
}

function states(): [string, string][] {
  return [
    ["", t("All")],
    ["undelivered", t("Undelivered")],
    ["delivered", t("Delivered")],
    ["kept", t("Kept here")],
  ];
}

function isOfState(delivery: Delivery, state: string): boolean {
  if (state === "") return true;
  return state === "undelivered" ? isUndelivered(delivery) : delivery.state === state;
}

/** Newest first; what is live is as it is now. */
function withOlder(live: readonly Delivery[], older: readonly Delivery[]): Delivery[] {
  const known = new Set(live.map(({ id }) => id));
  const all = [...live, ...older.filter(({ id }) => !known.has(id))];
  return all.toSorted((one, other) => other.plannedAt - one.plannedAt);
}
