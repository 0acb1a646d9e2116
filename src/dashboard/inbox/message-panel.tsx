import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fetchRendered, type Rendered } from "../api.ts";
import { hashOf } from "../address.ts";
import { capitalised } from "../format.ts";
import { SidePanel } from "../frame/side-panel.tsx";
import { useStore } from "../store.ts";
import { DeliveryGlyph } from "./delivery-glyph.tsx";
import { deliveryInWords } from "./delivery-in-words.ts";
import { PostedMessage } from "./posted-message.tsx";
import { RetryButton } from "./retry-button.tsx";

export function MessagePanel({ id }: { id: string }): JSX.Element {
  const { deliveries, clock } = useStore();
  const [rendered, setRendered] = useState<Rendered | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const delivery = deliveries.value.find((each) => each.id === id);
  useEffect(() => {
    fetchRendered(id).then(setRendered, (error: unknown) =>
      setProblem(error instanceof Error ? error.message : String(error)),
    );
  }, [id]);
  return (
    <SidePanel title={capitalised(delivery?.message.title ?? "Message")}>
      {delivery !== undefined && (
        <p class={`panel-state delivery is-${delivery.state}`}>
          <DeliveryGlyph state={delivery.state} />
          <b>{deliveryInWords(delivery)}</b>
          <span>{clock.value.full(delivery.plannedAt)}</span>
        </p>
      )}
      {delivery !== undefined && <RetryButton delivery={delivery} />}
      {problem !== null && <p class="empty">{problem}</p>}
      {rendered !== null && <PostedMessage rendered={rendered} at={delivery?.plannedAt ?? null} />}
      {delivery !== undefined && delivery.incidentId !== null && (
        <p>
          <a href={hashOf({ page: "incidents", id: delivery.incidentId })}>Open the incident</a>
        </p>
      )}
    </SidePanel>
  );
}
