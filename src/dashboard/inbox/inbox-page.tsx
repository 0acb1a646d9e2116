import type { JSX } from "preact";
import type { PageProps } from "../frame/pages.ts";
import { InboxList } from "./inbox-list.tsx";
import { MessagePanel } from "./message-panel.tsx";

export function InboxPage({ id }: PageProps): JSX.Element {
  return (
    <main class="page">
      <InboxList />
      {id !== null && <MessagePanel key={id} id={id} />}
    </main>
  );
}
