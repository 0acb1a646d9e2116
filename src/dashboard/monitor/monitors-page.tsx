import type { JSX } from "preact";
import type { PageProps } from "../frame/pages.ts";
import { MonitorList } from "./monitor-list.tsx";
import { MonitorPanel } from "./monitor-panel.tsx";

export function MonitorsPage({ id }: PageProps): JSX.Element {
  return (
    <main class="page">
      <MonitorList />
      {id !== null && <MonitorPanel key={id} name={id} />}
    </main>
  );
}
