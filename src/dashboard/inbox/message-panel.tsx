import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fetchRendered, type Rendered } from "../api.ts";
import { hashOf } from "../address.ts";
import { capitalised } from "../format.ts";
import { SidePanel } from "../frame/side-panel.tsx";
import { useStore } from "../store.ts";
import { DeliveryGlyph } from "./delivery-glyph.tsx";
import { deliveryInWords } from "./delivery-in-words.ts";
import { RetryButton } from "./retry-button.tsx";
import { TeamsMessage } from "./teams-message.tsx";

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
      {rendered?.kind === "teams" && <TeamsMessage body={rendered.body} at={delivery?.plannedAt ?? null} />}
      {rendered !== null && rendered.kind !== "teams" && <pre class="source">{sourceOf(rendered.body)}</pre>}
      {delivery !== undefined && delivery.incidentId !== null && (
        <p>
          <a href={hashOf({ kind: "incident", id: delivery.incidentId })}>Open the incident</a>
        </p>
      )}
      {rendered?.kind === "teams" && (
        <details>
          <summary>What is posted</summary>
          <pre class="source" tabIndex={0}>
            {sourceOf(rendered.body)}
          </pre>
        </details>
      )}
    </SidePanel>
  );
}

function sourceOf(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body, null, 2);
}
