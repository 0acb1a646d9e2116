import type { JSX } from "preact";
import type { Delivery } from "../../core/model/delivery.ts";
import { hashOf, type Query } from "../address.ts";
import { capitalised } from "../format.ts";
import { useStore } from "../store.ts";
import { DeliveryGlyph } from "./delivery-glyph.tsx";
import { deliveryStateWord } from "./delivery-in-words.ts";

/** One message in a list, as a link to it. */
export function InboxEntry({
  delivery,
  isOpen = false,
  query = {},
}: {
  delivery: Delivery;
  isOpen?: boolean;
  query?: Query;
}): JSX.Element {
  const { clock, now } = useStore();
  return (
    <a
      class={`entry message is-${delivery.message.event}`}
      href={hashOf({ page: "inbox", id: delivery.id, query })}
      aria-current={isOpen ? "true" : undefined}
      data-testid="inbox-message"
      data-state={delivery.state}
      data-channel={delivery.channel}
    >
      <time>{clock.value.moment(delivery.plannedAt, now.value)}</time>
      <span class="entry-text">
        <strong>{capitalised(delivery.message.title)}</strong>
        <span class={`meta delivery is-${delivery.state}`}>
          <DeliveryGlyph state={delivery.state} /> {delivery.channel}: {delivery.message.event},{" "}
          {deliveryStateWord(delivery)}
        </span>
      </span>
    </a>
  );
}
