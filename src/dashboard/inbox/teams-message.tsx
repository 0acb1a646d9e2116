import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Mark } from "../frame/icon.tsx";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";

/** A message as a Teams channel shows it: the sender's line, and the card as Microsoft's renderer draws it. */
export function TeamsMessage({ body, at }: { body: unknown; at: number | null }): JSX.Element {
  const { clock, palette } = useStore();
  const holder = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { isDark } = palette.value;
  useEffect(() => {
    let isCurrent = true;
    const draw = async (): Promise<void> => {
      const { renderCard } = await import("./card-renderer.ts");
      const element = renderCard(cardOf(body), isDark);
      if (!isCurrent) return;
      if (element === null) setProblem(t("The renderer could not draw this card."));
      else holder.current?.replaceChildren(element);
    };
    draw().catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
    return () => {
      isCurrent = false;
    };
  }, [body, isDark]);
  return (
    <figure class="teams">
      <span class="teams-avatar">
        <Mark size={20} />
      </span>
      <div class="teams-post">
        <figcaption>
          <b>Smokewatch</b> via Workflows
          {at !== null && <time>{clock.value.minute(at)}</time>}
        </figcaption>
        <div class="teams-card" data-testid="teams-card" ref={holder} />
        {problem !== null && <p class="empty">{problem}</p>}
      </div>
    </figure>
  );
}

/** The first Adaptive Card among a message's attachments. */
function cardOf(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("attachments" in body)) return null;
  const { attachments } = body;
  if (!Array.isArray(attachments)) return null;
  const [attachment] = attachments as unknown[];
  if (typeof attachment !== "object" || attachment === null || !("content" in attachment)) return null;
  return attachment.content;
}
