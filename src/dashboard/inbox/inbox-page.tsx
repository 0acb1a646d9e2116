import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PageProps } from "../frame/pages.ts";
import { t } from "../language/language.ts";
import { InboxRows } from "./inbox-rows.tsx";
import { MessageView } from "./message-view.tsx";

/** Every message as its channel shows it: the list, and beside it the one that the address names. */
export function InboxPage({ id }: PageProps): JSX.Element {
  const reader = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where one column holds both, the message is below the list.
    if (id !== null) reader.current?.scrollIntoView({ block: "nearest" });
  }, [id]);
  return (
    <main class={`page inbox-page ${id === null ? "" : "has-message"}`}>
      <header class="page-head">
        <h2>{t("Inbox")}</h2>
        <p class="meta">{t("What people were told, or would have been, as their channel shows it.")}</p>
      </header>
      <InboxRows openId={id} />
      <div class="reader" ref={reader}>
        {id === null ? (
          <p class="empty">{t("Choose a message to see it as its channel shows it.")}</p>
        ) : (
          <MessageView key={id} id={id} />
        )}
      </div>
    </main>
  );
}
