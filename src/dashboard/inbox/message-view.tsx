import type { JSX } from "preact";
import { fetchDelivery, fetchRendered } from "../api.ts";
import { hashOf } from "../address.ts";
import { capitalised } from "../format.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { useAnswer } from "../use-answer.ts";
import { DeliveryGlyph } from "./delivery-glyph.tsx";
import { deliveryInWords } from "./delivery-in-words.ts";
import { PostedMessage } from "./posted-message.tsx";
import { RetryButton } from "./retry-button.tsx";

/** One message: what became of it, which route chose its channel, and how the channel shows it. */
export function MessageView({ id }: { id: string }): JSX.Element {
  const { deliveries, clock } = useStore();
  const live = deliveries.value.find((each) => each.id === id);
  const isLive = live !== undefined;
  const fetched = useAnswer(`${id} ${isLive}`, async () => (isLive ? null : fetchDelivery(id)));
  const rendered = useAnswer(id, () => fetchRendered(id));
  const delivery = live ?? fetched.answer;
  return (
    <article class="message-view" data-testid="message" aria-label={t("Message")}>
      <p class="way-back">
        <a href={hashOf({ page: "inbox" })}>{t("All messages")}</a>
      </p>
      {delivery !== null && (
        <>
          <h3>{capitalised(delivery.message.title)}</h3>
          <p class={`panel-state delivery is-${delivery.state}`}>
            <DeliveryGlyph state={delivery.state} />
            <b>{deliveryInWords(delivery)}</b>
            <span>{clock.value.full(delivery.plannedAt)}</span>
          </p>
          <p class="meta">
            {delivery.route !== null && `${t("by the route {route}", { route: delivery.route })}. `}
            {delivery.incidentId !== null && (
              <a href={hashOf({ page: "incidents", id: delivery.incidentId })}>{t("Open the incident")}</a>
            )}
          </p>
          <RetryButton delivery={delivery} />
        </>
      )}
      {delivery === null && fetched.fault === null && <p class="empty">{t("Loading")}</p>}
      <Problem text={fetched.fault ?? rendered.fault} />
      {rendered.answer !== null && <PostedMessage rendered={rendered.answer} at={delivery?.plannedAt ?? null} />}
    </article>
  );
}
