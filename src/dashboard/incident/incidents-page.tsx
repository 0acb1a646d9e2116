import type { JSX } from "preact";
import type { PageProps } from "../frame/pages.ts";
import { SilenceList } from "../silence/silence-list.tsx";
import { IncidentList } from "./incident-list.tsx";
import { IncidentPanel } from "./incident-panel.tsx";

export function IncidentsPage({ id }: PageProps): JSX.Element {
  return (
    <main class="page">
      <IncidentList />
      <SilenceList />
      {id !== null && <IncidentPanel key={id} id={id} />}
    </main>
  );
}
