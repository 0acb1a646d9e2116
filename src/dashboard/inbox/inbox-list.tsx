import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Delivery } from "../../core/model/delivery.ts";
import { hashOf } from "../address.ts";
import { capitalised, plural } from "../format.ts";
import { useStore } from "../store.ts";
import { DeliveryGlyph } from "./delivery-glyph.tsx";
import { deliveryStateWord, isUndelivered } from "./delivery-in-words.ts";
import { RetryButton } from "./retry-button.tsx";

const SHOWN_AT_FIRST = 6;

export function InboxList(): JSX.Element {
  const { deliveries, overview } = useStore();
  const [isWhole, setIsWhole] = useState(false);
  const [isOnlyUndelivered, setIsOnlyUndelivered] = useState(false);
  const undelivered = deliveries.value.filter(isUndelivered);
  const asked = isOnlyUndelivered && undelivered.length > 0 ? undelivered : deliveries.value;
  const shown = isWhole ? asked : asked.slice(0, SHOWN_AT_FIRST);
  const channels = overview.value?.channels ?? [];
  const hasSender = channels.some((channel) => channel.sends);
  return (
    <section class="card list inbox" aria-label="Inbox">
      <header>
        <h2>Inbox</h2>
        {undelivered.length > 0 && (
          <button
            type="button"
            class="undelivered"
            aria-pressed={isOnlyUndelivered}
            onClick={() => setIsOnlyUndelivered(!isOnlyUndelivered)}
          >
            {undelivered.length} undelivered
          </button>
        )}
        <span>{hasSender ? channels.map((channel) => channel.name).join(", ") : "kept here, not sent"}</span>
      </header>
      {deliveries.value.length === 0 && (
        <p class="empty">No message yet. Each one that goes to a channel, or would go, is kept here.</p>
      )}
      <ul>
        {shown.map((delivery) => (
          <InboxEntry key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {asked.length > shown.length && (
        <button type="button" class="more" onClick={() => setIsWhole(true)}>
          Show {plural(asked.length - shown.length, "earlier message")}
        </button>
      )}
    </section>
  );
}

function InboxEntry({ delivery }: { delivery: Delivery }): JSX.Element {
  const { clock, now } = useStore();
  return (
    <li>
      <a
        class={`entry message is-${delivery.message.event}`}
        href={hashOf({ page: "inbox", id: delivery.id })}
        data-testid="inbox-message"
        data-state={delivery.state}
        data-channel={delivery.channel}
      >
        <time>{clock.value.moment(delivery.plannedAt, now.value)}</time>
        <span class="entry-text">
          <strong>{capitalised(delivery.message.title)}</strong>
          <span class={`meta delivery is-${delivery.state}`}>
            <DeliveryGlyph state={delivery.state} /> {delivery.message.event}, {deliveryStateWord(delivery)}
          </span>
        </span>
      </a>
      <RetryButton delivery={delivery} />
    </li>
  );
}
