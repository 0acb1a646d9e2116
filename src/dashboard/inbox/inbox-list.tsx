import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { t, tn } from "../language/language.ts";
import { useStore } from "../store.ts";
import { isUndelivered } from "./delivery-in-words.ts";
import { InboxEntry } from "./inbox-entry.tsx";
import { RetryButton } from "./retry-button.tsx";

const SHOWN = 6;

/** The last messages beside other things; the page of the inbox has them all. */
export function InboxList(): JSX.Element {
  const { deliveries, overview } = useStore();
  const all = deliveries.value;
  const undelivered = all.filter(isUndelivered).length;
  const channels = overview.value?.channels ?? [];
  const hasSender = channels.some((channel) => channel.sends);
  return (
    <section class="card list inbox" aria-label={t("Inbox")}>
      <header>
        <h2>{t("Inbox")}</h2>
        {undelivered > 0 && (
          <a class="undelivered" href={hashOf({ page: "inbox", query: { state: "undelivered" } })}>
            {t("{n} undelivered", { n: undelivered })}
          </a>
        )}
        <span>{hasSender ? channels.map((channel) => channel.name).join(", ") : t("kept here, not sent")}</span>
      </header>
      {all.length === 0 && <NoMessage />}
      <ul>
        {all.slice(0, SHOWN).map((delivery) => (
          <li key={delivery.id}>
            <InboxEntry delivery={delivery} />
            <RetryButton delivery={delivery} />
          </li>
        ))}
      </ul>
      {all.length > SHOWN && (
        <a class="more" href={hashOf({ page: "inbox" })}>
          {tn(all.length - SHOWN, "Show {n} earlier message", "Show {n} earlier messages")}
        </a>
      )}
    </section>
  );
}

export function NoMessage(): JSX.Element {
  return <p class="empty">{t("No message yet. Each one that goes to a channel, or would go, is kept here.")}</p>;
}
