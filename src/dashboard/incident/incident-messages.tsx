import type { JSX } from "preact";
import type { Delivery } from "../../core/model/delivery.ts";
import type { Incident } from "../../core/model/incident.ts";
import { fetchDeliveriesOf } from "../api.ts";
import { hashOf } from "../address.ts";
import { Problem } from "../frame/problem.tsx";
import { DeliveryGlyph } from "../inbox/delivery-glyph.tsx";
import { deliveryStateWord } from "../inbox/delivery-in-words.ts";
import { RetryButton } from "../inbox/retry-button.tsx";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { useAnswer } from "../use-answer.ts";

/** Who was told of it: what became of each message, and which route chose its channel. */
export function IncidentMessages({ incident }: { incident: Incident }): JSX.Element {
  const { deliveries } = useStore();
  const { answer, fault } = useAnswer(incident.id, () => fetchDeliveriesOf(incident.id));
  const live = deliveries.value.filter(({ incidentId }) => incidentId === incident.id);
  const known = new Set(live.map(({ id }) => id));
  const messages = [...live, ...(answer ?? []).filter(({ id }) => !known.has(id))];
  return (
    <section aria-label={t("Messages")} data-testid="incident-messages">
      <h3>{t("Messages")}</h3>
      <Problem text={fault} />
      {messages.length === 0 && <p class="empty">{t("Nobody has been told of it.")}</p>}
      <ul class="told">
        {messages.map((delivery) => (
          <MessageLine key={delivery.id} delivery={delivery} />
        ))}
      </ul>
    </section>
  );
}

function MessageLine({ delivery }: { delivery: Delivery }): JSX.Element {
  const { clock, now } = useStore();
  const { id, channel, route, message, insteadOf } = delivery;
  return (
    <li data-state={delivery.state}>
      <time title={clock.value.full(delivery.plannedAt)}>{clock.value.moment(delivery.plannedAt, now.value)}</time>
      <span>
        <a href={hashOf({ page: "inbox", id })}>
          {channel}: {message.event}
        </a>
        <span class={`meta delivery is-${delivery.state}`}>
          <DeliveryGlyph state={delivery.state} /> {deliveryStateWord(delivery)}
          {delivery.state === "failed" && delivery.detail !== null && `: ${delivery.detail}`}
        </span>
        <span class="meta">
          {route === null ? t("no route fits it, so every channel is told") : t("by the route {route}", { route })}
          {insteadOf !== null && `, ${t("in place of a channel that stayed down")}`}
        </span>
        <RetryButton delivery={delivery} />
      </span>
    </li>
  );
}
