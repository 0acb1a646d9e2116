import type { JSX } from "preact";
import type { PageProps } from "../frame/pages.ts";
import { IncidentPage } from "./incident-page.tsx";
import { IncidentsOverview } from "./incidents-overview.tsx";

/** All incidents, or the one that the address names. */
export function IncidentsPage({ id }: PageProps): JSX.Element {
  return id === null ? <IncidentsOverview /> : <IncidentPage key={id} id={id} />;
}
